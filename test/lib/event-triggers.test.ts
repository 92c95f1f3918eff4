import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { readRequest } from '../../lambda/steps/read-request';
import { parseTriggers, TriggerSettingError } from '../../lib/trigger-settings';
import customerEnd from '../fixtures/customer-end.json';
import userEnd from '../fixtures/user-end.json';
import { readJson } from '../local/genesys/support/read-json';
import { clientConfig } from '../support/emulator-config';
import { sharedEmulator } from '../support/shared-emulator';
import type { EmulatorAddress } from '../support/shared-emulator';
import { STAGE, synthesizeStack } from '../support/synth';
import { until } from '../support/until';

const TEXT = 'Was "<that>" \\ all, <aws.events.rule-name>?\nÄ😀';
const template = synthesizeStack({
  ...STAGE,
  templates: 'templates/laptop.json',
  triggers: [
    {
      name: 'lost-touch',
      on: 'customer.end',
      where: { disconnectType: ['SESSION_EXPIRED', 'TIMEOUT'] },
      afterMinutes: 5,
      deliverWithinMinutes: 60,
      text: TEXT,
    },
    {
      name: 'still-waiting',
      on: 'acd.start',
      where: { queueId: ['queue-1', 'queue-2'], direction: ['INBOUND'] },
      afterMinutes: 3,
      type: 'queue-news',
      template: { id: 'order-delayed', variables: { order: '4711', arrival: '2026-11-27' } },
      policy: { session: 'onlyIfLive' },
    },
  ],
});
const rules = Object.entries(template.findResources('AWS::Events::Rule')).flatMap(
  ([logicalId, { Properties }]) => {
    const name = /^ProactiveMessagingIntakeTriggers(.+).{8}$/.exec(logicalId)?.[1];
    return name === undefined ? [] : [{ name, properties: Properties }];
  },
);
const ruleNamed = (name: string) => rules.find((rule) => rule.name === name)!.properties;
interface GenesysEvent {
  readonly 'detail-type': string;
  readonly detail: { readonly eventBody: object };
}
const withBody = <Event extends GenesysEvent>(event: Event, change: object) => ({
  ...event,
  detail: { ...event.detail, eventBody: { ...event.detail.eventBody, ...change } },
});

let emulator: EmulatorAddress;
let events: EventBridgeClient;
beforeAll(async () => {
  emulator = await sharedEmulator();
  events = new EventBridgeClient(clientConfig(emulator));
}, 180_000);
afterAll(() => CloudAssembly.cleanupTemporaryDirectories());

async function takenBy(event: object): Promise<string[]> {
  const taken = await Promise.all(
    rules.map(async ({ name, properties }) => {
      const EventPattern = JSON.stringify(properties.EventPattern);
      const test = new TestEventPatternCommand({ EventPattern, Event: JSON.stringify(event) });
      return (await events.send(test)).Result === true ? [name] : [];
    }),
  );
  return taken.flat().toSorted((a, b) => a.localeCompare(b));
}

const expired = withBody(customerEnd, { disconnectType: 'SESSION_EXPIRED' });
const queued = {
  ...withBody(userEnd, { queueId: 'queue-2', direction: 'INBOUND', disconnectType: undefined }),
  'detail-type': 'v2.detail.events.conversation.{id}.acd.start',
};

describe('the rules of triggers', () => {
  it('are one for each trigger on each bus where Genesys may publish', () => {
    expect(rules.map(({ name }) => name).toSorted()).toEqual([
      'losttouchExtra',
      'losttouchPartner',
      'stillwaitingExtra',
      'stillwaitingPartner',
    ]);
  });

  it.each([
    ['an event with one of the values', expired, ['losttouchExtra', 'losttouchPartner']],
    [
      'an event of another bus',
      { ...expired, source: 'com.genesys.cloud' },
      ['losttouchExtra', 'losttouchPartner'],
    ],
    ['an event with every field', queued, ['stillwaitingExtra', 'stillwaitingPartner']],
  ])('take %s', async (_, event, expected) => {
    expect(await takenBy(event)).toEqual(expected);
  });

  it.each([
    ['an event with another value', customerEnd],
    ['an event of another kind', userEnd],
    ['a queue that is not named', withBody(userEnd, { queueId: 'queue-3' })],
    ['a customer on SMS', withBody(expired, { messageType: 'SMS' })],
    ['a source nobody configured', { ...expired, source: 'com.genesys.clouds' }],
  ])('leave %s alone', async (_, event) => {
    expect(await takenBy(event)).toEqual([]);
  });

  it('start the workflow, and keep what cannot be delivered', () => {
    for (const { properties } of rules) {
      expect(properties.Targets).toMatchObject([
        {
          Arn: { Ref: expect.stringContaining('StateMachine') },
          DeadLetterConfig: { Arn: expect.anything() },
          RetryPolicy: { MaximumRetryAttempts: 185 },
        },
      ]);
    }
  });
});

/** What EventBridge makes of a rule's input: the rule leads to a queue here. */
async function handedOver(name: string, event: GenesysEvent): Promise<unknown> {
  const queues = new SQSClient(clientConfig(emulator));
  const { QueueUrl } = await queues.send(new CreateQueueCommand({ QueueName: name }));
  const { Attributes } = await queues.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const { InputTransformer } = ruleNamed(name).Targets[0];
  const bus = { EventBusName: name };
  await events.send(new CreateEventBusCommand({ Name: name }));
  const EventPattern = JSON.stringify(ruleNamed(name).EventPattern);
  await events.send(new PutRuleCommand({ ...bus, Name: name, EventPattern }));
  const target = { Id: '1', Arn: Attributes?.QueueArn, InputTransformer };
  await events.send(new PutTargetsCommand({ ...bus, Rule: name, Targets: [target] }));
  const { detail, 'detail-type': DetailType } = event;
  const entry = { ...bus, DetailType, Source: 'com.genesys.cloud', Detail: JSON.stringify(detail) };
  await events.send(new PutEventsCommand({ Entries: [entry] }));
  const body = await until('what the rule hands over', async () => {
    const { Messages = [] } = await queues.send(new ReceiveMessageCommand({ QueueUrl }));
    return Messages[0]?.Body;
  });
  return readJson(body);
}

describe('what a rule hands to the workflow', () => {
  it('is a request on the terms of its trigger, word for word', async () => {
    const input = await handedOver('losttouchExtra', expired);

    const { eventTime, conversationId, externalContactId } = customerEnd.detail.eventBody;
    expect(readRequest(input, eventTime + 60_000)).toMatchObject({
      kind: 'new',
      eventAtMs: eventTime,
      request: {
        text: TEXT,
        type: 'lost-touch',
        occurrence: `lost-touch-${conversationId}`,
        contactId: externalContactId,
        conversationId,
        afterSeconds: 300,
        deliverBy: new Date(eventTime + 65 * 60_000).toISOString(),
      },
    });
  });

  it('is nothing but an end after an hour, unless the trigger says otherwise', async () => {
    const input = await handedOver('losttouchPartner', expired);
    const { eventTime } = customerEnd.detail.eventBody;

    expect(readRequest(input, eventTime + 3_600_000)).toMatchObject({ kind: 'new' });
    expect(readRequest(input, eventTime + 3_600_001)).toMatchObject({
      kind: 'change',
      change: { kind: 'endsEarly', reason: 'STALE_EVENT' },
    });
  });

  it('names a template where the trigger does', () => {
    const { InputTemplate } = ruleNamed('stillwaitingPartner').Targets[0].InputTransformer;

    expect(InputTemplate).toContain('"template":{"id":"order-delayed","variables":{"order":"4711"');
    expect(InputTemplate).toContain('"policy":{"session":"onlyIfLive"');
  });
});

const withoutWords = () => parseTriggers([{ name: 'hello', on: 'customer.end' }]);

describe('triggers given by code', () => {
  it('are checked as those of cdk.json are', () => {
    expect(withoutWords).toThrow(TriggerSettingError);
    expect(withoutWords).toThrow('triggers.0: either text or template');
  });
});
