// @ts-check
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';

/** On a laptop there is no stack of yours: this makes the queue of outcomes and the rule that fills it, as ../cdk-app does. */
const [bus] = process.argv.slice(2);
if (!bus) throw new Error('say the name of the bus');
const events = new EventBridgeClient();
const queues = new SQSClient();

const { QueueUrl } = await queues.send(new CreateQueueCommand({ QueueName: 'shop-outcomes' }));
const { Attributes } = await queues.send(
  new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
);
const Arn = Attributes?.QueueArn;
const Policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: Arn,
    },
  ],
});
await queues.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
const rule = { EventBusName: bus, Name: 'shop-outcomes' };
await events.send(
  new PutRuleCommand({ ...rule, EventPattern: '{"source":["proactive-messaging"]}' }),
);
const { Name: Rule, EventBusName } = rule;
await events.send(new PutTargetsCommand({ EventBusName, Rule, Targets: [{ Id: 'queue', Arn }] }));
process.stdout.write(`${QueueUrl}\n`);
