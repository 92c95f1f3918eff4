/** What Genesys says of a conversation, reduced to what decides. */
export type Conversation =
  /** `liveSinceMs`: when the customer's communication connected; a conversation that came back is young again. */
  | { readonly kind: 'active'; readonly liveSinceMs?: number }
  | { readonly kind: 'closed'; readonly endedAtMs?: number };

/** A customer's communication in a conversation, newest last in Genesys's own order. */
export interface CustomerCommunication {
  readonly state: string;
  readonly connectedAtMs?: number;
  readonly disconnectedAtMs?: number;
}

/** States in which a web-messaging customer can still be spoken to; a closed browser tab changes none of them. */
const LIVE_STATES = new Set(['connected', 'alerting', 'parked']);

/**
 * A conversation is active while it has no end and its customer's newest web-messaging communication is live.
 * `state` of the conversation itself is write-only at Genesys and says nothing.
 */
export function classifyConversation(
  endedAtMs: number | undefined,
  communications: readonly CustomerCommunication[],
): Conversation {
  const newest = communications
    .toSorted((a, b) => (a.connectedAtMs ?? 0) - (b.connectedAtMs ?? 0))
    .at(-1);
  if (endedAtMs === undefined && newest !== undefined && LIVE_STATES.has(newest.state)) {
    return { kind: 'active', liveSinceMs: newest.connectedAtMs };
  }
  return { kind: 'closed', endedAtMs: endedAtMs ?? newest?.disconnectedAtMs };
}
