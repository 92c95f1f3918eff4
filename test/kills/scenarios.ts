import { NOTIFICATION_REQUESTED } from '../../lambda/contract/request-events';
import { toUpdate } from '../../lambda/domain/session-update';
import type { Lane } from './lane';
import type { WorkerConfig } from './worker-config';

/** A situation in which a notification is requested, and what it comes to when nobody is killed. */
export interface Scenario {
  readonly name: string;
  readonly dialect: WorkerConfig['dialect'];
  readonly policy: object;
  readonly expected: 'SENT' | 'REJECTED';
  /** Whether a lost answer can be settled by reading the conversation. */
  readonly isReadable: boolean;
  /** Prepares the recipient, and says what else the request names. */
  readonly arrange: (lane: Lane, contactId: string) => Promise<object>;
}

const openKnown = async (lane: Lane, contactId: string): Promise<string> => {
  const { conversationId, deploymentId } = await lane.operator.openConversation(contactId);
  const known = { conversationId, contactId, deploymentId, atMs: lane.nowMs() };
  await lane.registry.keep(toUpdate({ kind: 'started', ...known }));
  return conversationId;
};

const livesOn = async (lane: Lane, contactId: string): Promise<object> => {
  await openKnown(lane, contactId);
  return {};
};

const isNew = async (_: Lane, contactId: string): Promise<object> =>
  Promise.resolve({ webchatSessionId: `session-of-${contactId}` });

/** The registry has not heard of the end yet. */
const hasEnded = async (lane: Lane, contactId: string): Promise<object> => {
  await lane.operator.endConversation(await openKnown(lane, contactId));
  return {};
};

const meetsConflict = async (lane: Lane, contactId: string): Promise<object> => {
  await lane.operator.configure({ agentlessWithinThreadingWindow: 'existing.conversation' });
  return hasEnded(lane, contactId);
};

const isRefused = async (lane: Lane, contactId: string): Promise<object> => {
  const body = { code: 'missing.any.permissions', message: 'No.', status: 403 };
  await lane.operator.misbehave({ kind: 'answer', status: 403, body });
  return livesOn(lane, contactId);
};

const isThrottledOnce = async (lane: Lane, contactId: string): Promise<object> => {
  await lane.operator.misbehave({ kind: 'answer', status: 429, body: {} }, 1);
  return livesOn(lane, contactId);
};

const isRevoked =
  (arrange: Scenario['arrange']): Scenario['arrange'] =>
  async (lane, contactId) => {
    await lane.operator.revokeTokens();
    return arrange(lane, contactId);
  };

const base = {
  dialect: 'platform',
  policy: {},
  expected: 'SENT',
  isReadable: true,
  arrange: livesOn,
} as const;

export const SCENARIOS: readonly Scenario[] = [
  { ...base, name: 'platform, existing' },
  { ...base, name: 'platform, existing, reference', policy: { reference: 'append' } },
  { ...base, name: 'platform, existing, resend', policy: { whenInDoubt: 'resend' } },
  { ...base, name: 'platform, new', isReadable: false, arrange: isNew },
  { ...base, name: 'platform, ended', isReadable: false, arrange: hasEnded },
  { ...base, name: 'platform, conflict', isReadable: false, arrange: meetsConflict },
  { ...base, name: 'platform, refused', expected: 'REJECTED', arrange: isRefused },
  { ...base, name: 'platform, throttled', arrange: isThrottledOnce },
  { ...base, name: 'platform, existing, token revoked', arrange: isRevoked(livesOn) },
  {
    ...base,
    name: 'platform, new, token revoked',
    isReadable: false,
    arrange: isRevoked(isNew),
  },
  { ...base, name: 'thread, existing', dialect: 'thread', isReadable: false },
  { ...base, name: 'thread, new', dialect: 'thread', isReadable: false, arrange: isNew },
];

export interface Requested {
  readonly contactId: string;
  readonly text: string;
  readonly occurrence: string;
  readonly event: object;
}

/** Somebody new, in the situation of the scenario, and the event that asks for a message to them. */
export async function request(lane: Lane, scenario: Scenario, number: number): Promise<Requested> {
  await lane.operator.behave();
  await lane.operator.configure({ agentlessWithinThreadingWindow: 'same-conversation' });
  const contactId = await lane.operator.newContact();
  const named = await scenario.arrange(lane, contactId);
  return toRequested({ contactId, number, policy: scenario.policy, named });
}

export function toRequested(wish: {
  readonly contactId: string;
  readonly number: number;
  readonly policy?: object;
  readonly named?: object;
}): Requested {
  const { contactId, number, policy = {}, named = {} } = wish;
  const text = `Parcel ${number} for you.`;
  const occurrence = `parcel-${number}`;
  const from = { id: 'bot-1' };
  const detail = { occurrence, contactId, text, from, policy, ...named };
  const event = { id: `event-${number}`, 'detail-type': NOTIFICATION_REQUESTED, detail };
  return { contactId, text, occurrence, event };
}
