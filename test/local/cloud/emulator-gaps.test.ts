import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutPartnerEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { CreateScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { startEmulator, type Emulator } from '../../../local/cloud/emulator';
import { INSTALL_TIMEOUT, installedEmulator } from './support/installed-emulator';

const PARTNER_SOURCE = 'aws.partner/genesys.com/cloud/org/1';

describe('the emulator of the laptop', () => {
  let emulator: Emulator;
  let events: EventBridgeClient;
  let queues: SQSClient;

  beforeAll(async () => {
    const folder = await installedEmulator();
    emulator = await startEmulator({ folder, progress: () => undefined });
    const { endpoint, region, credentials } = emulator;
    events = new EventBridgeClient({ endpoint, region, credentials });
    queues = new SQSClient({ endpoint, region, credentials });
  }, INSTALL_TIMEOUT);

  afterAll(async () => await emulator.stop());

  const busToQueue = async (Name: string, source: string): Promise<string | undefined> => {
    const EventSourceName = Name.startsWith('aws.partner/') ? Name : undefined;
    await events.send(new CreateEventBusCommand({ Name, EventSourceName }));
    const { QueueUrl } = await queues.send(
      new CreateQueueCommand({ QueueName: Name.replaceAll(/\W/g, '-') }),
    );
    const { Attributes } = await queues.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
    );
    const rule = { EventBusName: Name, EventPattern: JSON.stringify({ source: [source] }) };
    await events.send(new PutRuleCommand({ ...rule, Name: 'to-queue' }));
    const Targets = [{ Id: 'queue', Arn: Attributes?.QueueArn }];
    await events.send(new PutTargetsCommand({ EventBusName: Name, Rule: 'to-queue', Targets }));
    return QueueUrl;
  };

  const received = async (QueueUrl: string | undefined): Promise<unknown> => {
    const { Messages } = await queues.send(
      new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }),
    );
    return JSON.parse(Messages?.[0]?.Body ?? 'null');
  };

  it('delivers a partner event to the bus of that partner, with the source it has on AWS', async () => {
    const queue = await busToQueue(PARTNER_SOURCE, PARTNER_SOURCE);
    const event = { Source: PARTNER_SOURCE, DetailType: 'v2.test', Detail: '{"a":1}' };

    await events.send(new PutPartnerEventsCommand({ Entries: [event] }));

    await expect(received(queue)).resolves.toMatchObject({
      source: PARTNER_SOURCE,
      'detail-type': 'v2.test',
      detail: { a: 1 },
    });
  });

  it('refuses a partner event from anyone else, as AWS does', async () => {
    const event = { Source: PARTNER_SOURCE, DetailType: 'v2.test', Detail: '{}' };

    const answer = await events.send(
      new PutEventsCommand({ Entries: [{ ...event, EventBusName: PARTNER_SOURCE }] }),
    );

    expect(answer.Entries?.[0]?.ErrorCode).toBe('NotAuthorizedForSourceException');
  });

  it('puts a scheduled event on a bus within seconds, with the source and type asked for', async () => {
    const queue = await busToQueue('scheduled', 'my.app');
    const { endpoint, region, accountId, credentials } = emulator;
    const inOneSecond = new Date(Date.now() + 1_000).toISOString().slice(0, 19);

    await new SchedulerClient({ endpoint, region, credentials }).send(
      new CreateScheduleCommand({
        Name: 'once',
        ScheduleExpression: `at(${inOneSecond})`,
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: `arn:aws:events:${region}:${accountId}:event-bus/scheduled`,
          RoleArn: `arn:aws:iam::${accountId}:role/any`,
          Input: '{"text":"later"}',
          EventBridgeParameters: { Source: 'my.app', DetailType: 'NotificationRequested' },
        },
      }),
    );

    await expect(received(queue)).resolves.toMatchObject({
      source: 'my.app',
      'detail-type': 'NotificationRequested',
      detail: { text: 'later' },
    });
  });
});
