import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { EventBridgeClient, TestEventPatternCommand } from '@aws-sdk/client-eventbridge';
import attributes from '../fixtures/attributes.json';
import customerEnd from '../fixtures/customer-end.json';
import customerStart from '../fixtures/customer-start.json';
import threadPayload from '../fixtures/thread-payload.json';
import undelivered from '../fixtures/undelivered-messages.json';
import userEnd from '../fixtures/user-end.json';
import { clientConfig } from '../support/emulator-config';
import { sharedEmulator } from '../support/shared-emulator';
import type { EmulatorAddress } from '../support/shared-emulator';
import { STAGE, synthesizeStack } from '../support/synth';

const CONTACT_CHANGED = 'v2.detail.events.conversation.{id}.contact';
const CONTACT_TOPIC = 'v2.externalcontacts.contact.{id}';
const template = synthesizeStack({
  genesys: { ...STAGE.genesys, contactMergeTopic: CONTACT_TOPIC },
});
const rules = Object.entries(template.findResources('AWS::Events::Rule')).map(
  ([logicalId, { Properties }]) => ({ logicalId, pattern: Properties.EventPattern }),
);

const envelope = {
  version: '0',
  id: '6f1f2c1e-58ad-4c0e-8a6b-4f3a2b1c0d9e',
  account: '123456789012',
  time: '2026-09-20T10:00:00Z',
  region: 'us-east-1',
  resources: [],
};
const ours = (detailType: string, detail: object, source = 'shop.orders') => ({
  ...envelope,
  source,
  'detail-type': detailType,
  detail,
});
const withBody = (event: typeof customerStart, change: object) => ({
  ...event,
  detail: { ...event.detail, eventBody: { ...event.detail.eventBody, ...change } },
});

const ofContact = (eventBody: object) => ({
  ...customerStart,
  'detail-type': CONTACT_TOPIC,
  detail: { ...customerStart.detail, eventBody },
});

let emulator: EmulatorAddress;
let events: EventBridgeClient;

beforeAll(async () => {
  emulator = await sharedEmulator();
  events = new EventBridgeClient(clientConfig(emulator));
}, 180_000);

afterAll(() => CloudAssembly.cleanupTemporaryDirectories());

/** Which of the template's rules would take the event, by the service's own matcher. */
async function takenBy(event: object): Promise<string[]> {
  const results = await Promise.all(
    rules.map(async ({ logicalId, pattern }) => {
      const EventPattern = JSON.stringify(pattern);
      const test = new TestEventPatternCommand({ EventPattern, Event: JSON.stringify(event) });
      const { Result } = await events.send(test);
      return Result === true ? [logicalId.replace(/^ProactiveMessagingIntake|.{8}$/g, '')] : [];
    }),
  );
  return results.flat().toSorted((a, b) => a.localeCompare(b));
}

const CONVERSATIONS = ['ExtraConversations', 'PartnerConversations'];

describe('the rules of the template', () => {
  it('are eight, two of them for a setting', () => {
    expect(rules).toHaveLength(8);
    expect(Object.keys(synthesizeStack().findResources('AWS::Events::Rule'))).toHaveLength(6);
  });

  it.each<[string, object, string[]]>([
    ['a customer.start from the partner', customerStart, CONVERSATIONS],
    ['a customer.end from the partner', customerEnd, CONVERSATIONS],
    [
      'a customer.start from com.genesys.cloud',
      { ...customerStart, source: 'com.genesys.cloud' },
      CONVERSATIONS,
    ],
    [
      'a conversation that is given to another contact',
      { ...customerStart, 'detail-type': CONTACT_CHANGED },
      CONVERSATIONS,
    ],
    [
      'a customer.start of a later version',
      { ...customerStart, detail: { ...customerStart.detail, version: '3' } },
      CONVERSATIONS,
    ],
    [
      'a merger of contacts, by the topic that is set',
      ofContact({ mergeOperation: { resultingContactId: 'c' } }),
      ['ExtraContactMergers', 'PartnerContactMergers'],
    ],
    [
      'the asker’s payload as a conflict',
      ours('ConversationConflict', threadPayload),
      ['ConversationConflicts'],
    ],
    [
      'a conflict of our own',
      ours('ConversationConflict', { notificationKey: 'K' }, 'proactive-messaging'),
      ['ConversationConflicts'],
    ],
    ['a request', ours('NotificationRequested', { contactId: 'c' }), ['NotificationRequests']],
    ['a cancellation', ours('NotificationCancelled', {}), ['NotificationRequests']],
    ['a new time', ours('NotificationRescheduled', {}), ['NotificationRequests']],
    ['a second chance', ours('RedriveRequested', {}), ['NotificationRequests']],
    [
      'a registration',
      ours('SessionRegistered', { webchatSessionId: 's' }),
      ['SessionRegistrations'],
    ],
    [
      'what a contact wants',
      ours('RecipientPreferenceChanged', { contactId: 'c', consent: 'optedOut' }),
      ['RecipientPreferences'],
    ],
  ])('take %s', async (_, event, expected) => {
    expect(await takenBy(event)).toEqual(expected);
  });

  it.each<[string, object]>([
    ['attributes of a conversation', attributes],
    ['the end of an agent', userEnd],
    ['undelivered messages', undelivered],
    ['a customer on SMS', withBody(customerStart, { messageType: 'SMS' })],
    [
      'a customer on the phone',
      withBody(customerStart, { mediaType: 'VOICE', messageType: undefined }),
    ],
    ['another partner', { ...customerStart, source: 'aws.partner/other.com/x' }],
    ['a source nobody configured', { ...customerStart, source: 'com.genesys.clouds' }],
    [
      'a contact of a conversation on SMS',
      { ...withBody(customerStart, { messageType: 'SMS' }), 'detail-type': CONTACT_CHANGED },
    ],
    ['a contact that only changed its name', ofContact({ firstName: 'Ada' })],
    ['our own outcomes', ours('NotificationSent', {}, 'proactive-messaging')],
    ['a misspelled request', ours('NotificationRequest', {})],
  ])('leave %s alone', async (_, event) => {
    expect(await takenBy(event)).toEqual([]);
  });
});
