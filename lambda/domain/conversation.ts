/** What Genesys says of a conversation, reduced to what decides. */
export type Conversation =
  /** `liveSinceMs`: when the customer's communication connected; a conversation that came back is young again. */
  | {
      readonly kind: 'active';
      readonly liveSinceMs?: number;
      /** Whether a person of the contact centre is in it; unknown where the answer does not tell. */
      readonly hasAgent?: boolean;
    }
  | { readonly kind: 'closed'; readonly endedAtMs?: number };

/** A customer's communication in a conversation, newest last in Genesys's own order. */
export interface CustomerCommunication {
  readonly state: string;
  readonly connectedAtMs?: number;
  readonly disconnectedAtMs?: number;
}

/** Somebody's place in a conversation, reduced to who and how. */
export interface Presence {
  readonly purpose?: string;
  readonly states: readonly string[];
}

/** Purposes of people; flows, bots, queues and our own messages come under others. */
const PEOPLE = new Set(['agent', 'user']);

/** Whether a person of the contact centre is connected. One whose phone still rings is not there yet. */
export const hasAgent = (presences: readonly Presence[]): boolean =>
  presences.some(
    ({ purpose, states }) =>
      purpose !== undefined && PEOPLE.has(purpose) && states.includes('connected'),
  );

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
