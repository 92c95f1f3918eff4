import type { Channel } from '../../lambda/contract/channels';
import type { Conclusion } from '../../lambda/contract/outcomes';
import type { SendPolicy } from '../../lambda/contract/policy';
import type { Attempt } from '../../lambda/contract/workflow';
import type { Intent } from '../../lambda/domain/notification';
import type { Refusal } from '../../lambda/domain/refusal';
import { NOON, NOON_MS } from './fixed-clock';

/** A well-formed key, different for each letter. */
export const keyOf = (letter: string): string => letter.repeat(52);

export const KEY = keyOf('A');

export const aPolicy = (fields: Partial<SendPolicy> = {}): Required<SendPolicy> => ({
  session: 'append',
  whenClosed: 'startNew',
  whileAgent: 'speak',
  whenInDoubt: 'park',
  reference: 'none',
  ...fields,
});

export const anIntent = (fields: Partial<Intent> = {}): Intent => ({
  notificationKey: KEY,
  recipientRef: 'recipient-of-contact-1',
  contactId: 'contact-1',
  type: 'delivery-delay',
  occurrence: 'order-4711',
  text: 'Your order is late.',
  bodyHash: 'hash-of-the-body',
  policy: aPolicy(),
  priority: 'single',
  requestedAtMs: NOON_MS,
  requestedBy: 'execution-1',
  ...fields,
});

export const aChannel = (fields: Partial<Channel> = {}): Channel => ({
  kind: 'sms',
  to: '+41790000001',
  from: '+41310000000',
  ...fields,
});

export const anAttempt = (fields: Partial<Attempt> = {}): Attempt => ({
  notificationKey: KEY,
  route: { conversationId: 'conversation-1', deploymentId: 'deployment-1' },
  decisions: [],
  ...fields,
});

export const aConclusion = (fields: Partial<Conclusion> = {}): Conclusion => ({
  version: '1',
  notificationKey: KEY,
  outcome: 'SENT',
  reason: 'DELIVERED_TO_EXISTING',
  nextStep: 'Nothing: the message is in the existing conversation.',
  genesysCalls: 2,
  concludedAt: NOON,
  ...fields,
});

export const aRefusal = (fields: Partial<Refusal> = {}): Refusal => ({
  status: 400,
  code: 'invalid.value',
  correlationId: 'correlation-1',
  missing: [],
  ...fields,
});

export const aRequest = (fields: object = {}): object => ({
  occurrence: 'order-4711',
  type: 'delivery-delay',
  contactId: 'contact-1',
  text: 'Your order is late.',
  ...fields,
});

/** A request that names a template instead of bringing a text. */
export const aTemplatedRequest = (template: object): object => ({
  ...aRequest(),
  text: undefined,
  template,
});

export const anEvent = (detailType: string, detail: unknown): object => ({
  id: 'event-1',
  'detail-type': detailType,
  detail,
});
