import type { ConflictReported, NotificationRequested } from '../contract/request-events';
import type { Intent, Notification } from '../domain/notification';
import type { Clock, Identity } from '../domain/ports';

type Request = NotificationRequested | ConflictReported;

/** Also that of a reported conflict: its message was meant for a live conversation. */
const DEFAULT_POLICY = {
  session: 'append',
  whenClosed: 'startNew',
  whenInDoubt: 'park',
  reference: 'none',
} as const;

/**
 * Gives a request its identity: the same contact, type and occurrence are the same notification, whatever
 * event carried it and whenever it arrives.
 */
export async function toIntent(
  deps: { identity: Identity; clock: Clock },
  request: Request,
  requestedBy: string,
): Promise<Intent> {
  const { keyedHash } = deps.identity;
  const { contactId, type, text, from, webchatSessionId, conversationId, deliverBy } = request;
  const policy = { ...DEFAULT_POLICY, ...('policy' in request ? request.policy : {}) };
  const occurrence = request.occurrence ?? (await occurrenceOfText(keyedHash, request));
  return {
    notificationKey: await keyedHash(['notification', contactId, type, occurrence]),
    recipientRef: await keyedHash(['recipient', contactId]),
    bodyHash: await keyedHash(['body', text, ...Object.values(policy)]),
    contactId,
    type,
    occurrence,
    text,
    policy,
    senderId: from?.id,
    webchatSessionId,
    conversationId,
    notBeforeMs: instantOf('notBefore' in request ? request.notBefore : undefined),
    deliverByMs: instantOf(deliverBy),
    requestedAtMs: deps.clock.nowMs(),
    requestedBy,
  };
}

const instantOf = (time: string | undefined): number | undefined =>
  time === undefined ? undefined : Date.parse(time);

/**
 * A payload without an occurrence is one message per web session and text: repeats of the report are
 * recognised, and the price is that a second message with the same words needs an occurrence of its own.
 */
async function occurrenceOfText(
  keyedHash: Identity['keyedHash'],
  { webchatSessionId = '', text }: Request,
): Promise<string> {
  const hash = await keyedHash(['occurrence', webchatSessionId, text]);
  return `text-${hash.slice(0, 26)}`;
}

export type Repeat = 'ours' | 'inHand' | 'mismatch';

/** Tells what a request is that the ledger already knows: our own write again, a repeat, or a contradiction. */
export function classifyRepeat(intent: Intent, known: Notification): Repeat {
  const { bodyHash, requestedBy } = known.kind === 'waiting' ? known.intent : known;
  if (bodyHash !== intent.bodyHash) return 'mismatch';
  return requestedBy === intent.requestedBy ? 'ours' : 'inHand';
}
