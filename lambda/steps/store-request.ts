import type { Channel } from '../contract/channels';
import type { ConflictReported, NotificationRequested } from '../contract/request-events';
import { mayWait } from '../domain/delivery';
import { NO_BODY } from '../domain/notification';
import type { Intent, Notification } from '../domain/notification';
import type { Clock, Identity } from '../domain/ports';
import type { Times } from '../domain/times';

type Request = NotificationRequested | ConflictReported;

/** Also that of a reported conflict: its message was meant for a live conversation. */
const DEFAULT_POLICY = {
  session: 'append',
  whenClosed: 'startNew',
  whileAgent: 'speak',
  whenInDoubt: 'park',
  reference: 'none',
} as const;

/** A request with everything but its words: a template's are found later, or not at all. */
export type IdentifiedRequest = Omit<Intent, 'text'>;

/**
 * Gives a request its identity: the same contact, type and occurrence are the same notification, whatever
 * event carried it and whenever it arrives.
 */
export async function identify(
  deps: { identity: Identity; clock: Clock; patienceMs: number },
  request: Request,
  { requestedBy, times }: { readonly requestedBy: string; readonly times: Times },
): Promise<IdentifiedRequest> {
  const { keyedHash } = deps.identity;
  const { contactId, type, from, webchatSessionId, conversationId, requestId } = request;
  const policy = policyOf(request);
  const occurrence = await occurrenceOf(keyedHash, request);
  const channels = channelsOf(request);
  const requestedAtMs = deps.clock.nowMs();
  // Nobody can be waited for without an end.
  const patienceMs = mayWait(policy) ? deps.patienceMs : Infinity;
  const patienceEndsAtMs = Math.max(requestedAtMs, times.notBeforeMs ?? 0) + patienceMs;
  return {
    ...(await keysOf(keyedHash, { contactId, type, occurrence })),
    bodyHash: await keyedHash([...bodyOf(request), ...Object.values(policy), ...wordsOf(channels)]),
    contactId,
    type,
    occurrence,
    policy,
    priority: 'priority' in request ? request.priority : 'single',
    senderId: from?.id,
    webchatSessionId,
    conversationId,
    channels,
    ...times,
    deliverByMs: times.deliverByMs ?? finite(patienceEndsAtMs),
    requestedAtMs,
    requestId,
    requestedBy,
  };
}

/** What a notification is known by: a contact, a kind and a business fact. */
export interface NotificationIdentity {
  readonly contactId: string;
  readonly type: string;
  readonly occurrence: string;
}

export const keysOf = async (
  keyedHash: Identity['keyedHash'],
  { contactId, type, occurrence }: NotificationIdentity,
) => ({
  notificationKey: await keyedHash(['notification', contactId, type, occurrence]),
  recipientRef: await recipientRefOf({ keyedHash }, contactId),
});

/** Names a contact in the ledger, where the contact itself never stands. */
export const recipientRefOf = (
  { keyedHash }: Pick<Identity, 'keyedHash'>,
  contactId: string,
): Promise<string> => keyedHash(['recipient', contactId]);

/** Addresses that the policy has no use for are not kept. */
export const channelsOf = (request: Request): readonly Channel[] | undefined =>
  'channels' in request && request.policy.whenClosed === 'fallback' ? request.channels : undefined;

const wordsOf = (channels: readonly Channel[] = []): string[] =>
  channels.flatMap(({ kind, to, from }) => [kind, to, from]);

const finite = (ms: number): number | undefined => (Number.isFinite(ms) ? ms : undefined);

/** The terms of a request, none left open. */
export const policyOf = (request: Request): Intent['policy'] => ({
  ...DEFAULT_POLICY,
  ...('policy' in request ? request.policy : {}),
});

/**
 * What was asked for, not what came of it: a template that has changed since, or a runtime that writes dates
 * another way, makes no contradiction of a repeat.
 */
function bodyOf(request: Request): string[] {
  if (!('template' in request)) return ['body', request.text];
  const { id, locale = '', variables } = request.template;
  const names = Object.keys(variables).toSorted();
  const values = names.map((name) => [name, variables[name]]);
  return ['templatedBody', JSON.stringify([id, locale, values])];
}

/**
 * A payload without an occurrence is one message per web session and text: repeats of the report are
 * recognised, and the price is that a second message with the same words needs an occurrence of its own.
 */
async function occurrenceOf(keyedHash: Identity['keyedHash'], request: Request): Promise<string> {
  if ('template' in request) return request.occurrence;
  const { occurrence, webchatSessionId = '', text } = request;
  if (occurrence !== undefined) return occurrence;
  const hash = await keyedHash(['occurrence', webchatSessionId, text]);
  return `text-${hash.slice(0, 26)}`;
}

export type Repeat = 'ours' | 'inHand' | 'mismatch' | 'ended';

/** Tells what a request is that the ledger already knows: our own write again, a repeat, or a contradiction. */
export function classifyRepeat(request: IdentifiedRequest, known: Notification): Repeat {
  const { bodyHash, requestedBy } = known.kind === 'waiting' ? known.intent : known;
  // Whoever asks for what was cancelled is told so, whatever it was to say.
  const isCancelled = known.kind === 'concluded' && known.conclusion.reason === 'CANCELLED';
  if (isCancelled || bodyHash === NO_BODY) return 'ended';
  if (bodyHash !== request.bodyHash) return 'mismatch';
  return requestedBy === request.requestedBy ? 'ours' : 'inHand';
}
