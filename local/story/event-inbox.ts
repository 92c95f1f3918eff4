import {
  DeleteRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import type { AwsClients } from './aws-clients';
import { waitFor } from './wait-for';

const eventSchema = v.looseObject({
  id: v.string(),
  source: v.string(),
  'detail-type': v.string(),
  detail: v.unknown(),
});

/** An event as its bus delivers it. */
export type BusEvent = v.InferOutput<typeof eventSchema>;

/** Which events of which bus. */
export interface Subscription {
  readonly busName: string;
  readonly detailTypes: readonly string[];
}

/** Hears events as any application would: with a rule and a queue of its own. */
export interface EventInbox {
  /** Everything heard so far, oldest first. */
  readonly heard: readonly BusEvent[];
  waitFor(what: string, isIt: (event: BusEvent) => boolean, withinMs?: number): Promise<BusEvent>;
  /** Stops listening; `remove` also takes rules and queue away, for what outlives this process. */
  close(options: { readonly remove: boolean }): Promise<void>;
}

type Aws = Pick<AwsClients, 'events' | 'queues'>;

export async function openInbox(
  aws: Aws,
  name: string,
  subscriptions: readonly Subscription[],
): Promise<EventInbox> {
  const { QueueUrl = '' } = await aws.queues.send(new CreateQueueCommand({ QueueName: name }));
  const { Attributes = {} } = await aws.queues.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const Arn = Attributes.QueueArn ?? '';
  const Attribute = { Policy: JSON.stringify(letEventBridgeSend(Arn)) };
  await aws.queues.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: Attribute }));
  await Promise.all(
    rulesOf(name, subscriptions).map(async (rule) => await subscribe(aws, Arn, rule)),
  );

  const heard: BusEvent[] = [];
  const closing = new AbortController();
  const listening = listen(aws, QueueUrl, heard, closing.signal);
  return {
    heard,
    waitFor: async (what, isIt, withinMs) => await waitFor(what, () => heard.find(isIt), withinMs),
    close: async ({ remove }) => {
      closing.abort();
      await listening;
      if (remove) await removeInbox(aws, { name, QueueUrl, subscriptions });
    },
  };
}

interface InboxRule extends Subscription {
  readonly ruleName: string;
}

/** Two subscriptions may be to the same bus, where rules of one name would be the same rule. */
const rulesOf = (name: string, subscriptions: readonly Subscription[]): InboxRule[] =>
  subscriptions.map((one, index) => ({ ...one, ruleName: `${name}-${index}` }));

async function subscribe(
  { events }: Aws,
  Arn: string,
  { busName, detailTypes, ruleName: Name }: InboxRule,
): Promise<void> {
  const EventPattern = JSON.stringify({ 'detail-type': detailTypes });
  await events.send(new PutRuleCommand({ EventBusName: busName, Name, EventPattern }));
  const Targets = [{ Id: 'inbox', Arn }];
  await events.send(new PutTargetsCommand({ EventBusName: busName, Rule: Name, Targets }));
}

const letEventBridgeSend = (Resource: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource,
    },
  ],
});

/** Reads until closed. A failed read ends it quietly: whoever waits for an event then says so. */
async function listen(
  { queues }: Aws,
  QueueUrl: string,
  heard: BusEvent[],
  abortSignal: AbortSignal,
): Promise<void> {
  while (!abortSignal.aborted) {
    const read = new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 1,
    });
    const answer = await queues.send(read, { abortSignal }).catch(() => undefined);
    if (answer === undefined) return;
    for (const { Body = 'null', ReceiptHandle } of answer.Messages ?? []) {
      heard.push(v.parse(eventSchema, JSON.parse(Body)));
      await queues
        .send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
        .catch(() => undefined);
    }
  }
}

async function removeInbox(
  { events, queues }: Aws,
  inbox: {
    readonly name: string;
    readonly QueueUrl: string;
    readonly subscriptions: readonly Subscription[];
  },
): Promise<void> {
  for (const { busName: EventBusName, ruleName } of rulesOf(inbox.name, inbox.subscriptions)) {
    const rule = { EventBusName, Rule: ruleName };
    await events.send(new RemoveTargetsCommand({ ...rule, Ids: ['inbox'] }));
    await events.send(new DeleteRuleCommand({ EventBusName, Name: ruleName }));
  }
  await queues.send(new DeleteQueueCommand({ QueueUrl: inbox.QueueUrl }));
}
