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

/** What one event says about a session, with the event's own time: arrival order means nothing. */
export type SessionChange =
  | {
      readonly kind: 'started';
      readonly conversationId: string;
      readonly contactId?: string;
      readonly deploymentId?: string;
      readonly atMs: number;
    }
  | {
      readonly kind: 'ended';
      readonly conversationId: string;
      readonly contactId?: string;
      readonly deploymentId?: string;
      readonly disconnectType?: string;
      readonly atMs: number;
    };

/** What an application told us about a web-messaging session of its own. */
export interface SessionRegistration {
  readonly webchatSessionId: string;
  readonly contactId: string;
  readonly conversationId?: string;
  readonly deploymentId?: string;
  readonly atMs: number;
}

/**
 * Keeps the newest change of each conversation, so that a batch costs one write per conversation.
 * An end beats a start of the same millisecond, as it does in the registry's own condition.
 */
export function newestChanges(changes: readonly SessionChange[]): SessionChange[] {
  const newest = new Map<string, SessionChange>();
  for (const change of changes) {
    const known = newest.get(change.conversationId);
    if (known === undefined || supersedes(change, known)) newest.set(change.conversationId, change);
  }
  return [...newest.values()];
}

function supersedes(change: SessionChange, known: SessionChange): boolean {
  if (change.atMs !== known.atMs) return change.atMs > known.atMs;
  return change.kind === 'ended' && known.kind === 'started';
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
