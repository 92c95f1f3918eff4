import type { Conversation } from './conversation';

/** A message as the conversation shows it, reduced to what can prove that it is ours. */
export interface ListedMessage {
  readonly messageId: string;
  readonly direction: string;
  readonly text: string;
  readonly atMs?: number;
}

/** What was sent, as far as we know: it left, and the answer was lost. */
export interface LostMessage {
  readonly text: string;
  /** Opaque token inside the text, unique to the notification, when the request asked for one. */
  readonly reference?: string;
  /** When the write-ahead said that it was about to leave. */
  readonly sentAtMs: number;
}

export type Proof =
  /** Carries our reference: nobody else can have written it. */
  | { readonly kind: 'exact'; readonly messageId: string }
  /** Same words at the right time: ours, unless a person typed exactly this. Counts as sent, and says so. */
  | { readonly kind: 'weak'; readonly messageId: string }
  | { readonly kind: 'absent' };

/** Cause of a list that no later look could read either: the dialect has none. */
export const NO_MESSAGE_LIST = 'NO_MESSAGE_LIST';

/** Clocks of two companies may differ by this much before a message of ours looks older than its sending. */
const MAX_CLOCK_SKEW_MS = 60_000;

/**
 * Whether a conversation was live from before the message left until now. When it ended in between, Genesys
 * may have put the message into another one, where nobody has looked, even if this one has come back since.
 */
export const wasLiveThroughout = (conversation: Conversation, sentAtMs: number): boolean =>
  conversation.kind === 'active' &&
  conversation.liveSinceMs !== undefined &&
  conversation.liveSinceMs < sentAtMs - MAX_CLOCK_SKEW_MS;

/** Looks for a message whose answer was lost among those the conversation shows. */
export function findProof(lost: LostMessage, messages: readonly ListedMessage[]): Proof {
  const candidates = messages.filter(
    ({ direction, atMs }) =>
      direction === 'outbound' && (atMs === undefined || atMs >= lost.sentAtMs - MAX_CLOCK_SKEW_MS),
  );
  const { reference } = lost;
  if (reference !== undefined) {
    const exact = candidates.find(({ text }) => text.includes(reference));
    return exact === undefined ? { kind: 'absent' } : { kind: 'exact', messageId: exact.messageId };
  }
  const weak = candidates.find(({ text }) => normalize(text) === normalize(lost.text));
  return weak === undefined ? { kind: 'absent' } : { kind: 'weak', messageId: weak.messageId };
}

/** Channels may fold white space and compose characters on the way. */
const normalize = (text: string): string => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();

/** Characters of the reference: 35 bits, which is unique within any conversation. */
const REFERENCE_LENGTH = 7;

/** The reference of a notification: the beginning of its key, which is a keyed hash and tells nothing. */
export const referenceOf = (notificationKey: string): string =>
  `Ref ${notificationKey.slice(0, REFERENCE_LENGTH)}`;

/** The text as the customer sees it. */
export const textWithReference = (text: string, notificationKey: string): string =>
  `${text}\n${referenceOf(notificationKey)}`;
