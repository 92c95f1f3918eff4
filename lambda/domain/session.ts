/** Our record of a customer's web-messaging presence in a conversation. */
export interface Session {
  /** Unknown while an application has only told us whose session it is. */
  readonly conversationId?: string;
  readonly contactId?: string;
  readonly deploymentId?: string;
  readonly webchatSessionId?: string;
  readonly startedAtMs?: number;
  readonly endedAtMs?: number;
}

export type SessionChoice =
  | { readonly kind: 'found'; readonly session: Session }
  | { readonly kind: 'none' }
  | { readonly kind: 'ofAnotherContact' };

/**
 * Picks the session a notification belongs to: a live one before an ended one, then the newest.
 * One session of another contact spoils the choice: the caller holds a stale or foreign id, the ids of
 * the request travel on into the send, and speaking to whoever owns them now would reach the wrong person.
 */
export function chooseSession(contactId: string, sessions: readonly Session[]): SessionChoice {
  const isForeign = (s: Session) => s.contactId !== undefined && s.contactId !== contactId;
  if (sessions.some(isForeign)) return { kind: 'ofAnotherContact' };
  const [best] = sessions.toSorted(byPreference);
  return best === undefined ? { kind: 'none' } : { kind: 'found', session: best };
}

function byPreference(a: Session, b: Session): number {
  return rank(a) - rank(b) || (b.startedAtMs ?? 0) - (a.startedAtMs ?? 0);
}

/** Live, ended, or not a conversation yet. */
function rank({ conversationId, endedAtMs }: Session): number {
  if (conversationId === undefined) return 2;
  return endedAtMs === undefined ? 0 : 1;
}
