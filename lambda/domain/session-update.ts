import { MERGED_PREFIX, REGISTRATION_PREFIX } from '../contract/sessions-table';

/** What one event or one application says, with the event's own time: arrival order means nothing. */
export type SessionChange =
  | ({ readonly kind: 'started' } & CustomerChange)
  | EndedChange
  | {
      readonly kind: 'contactChanged';
      readonly conversationId: string;
      readonly contactId: string;
      readonly atMs: number;
    }
  | {
      readonly kind: 'contactMerged';
      readonly mergedContactId: string;
      readonly survivingContactId: string;
      readonly atMs: number;
    }
  | ({ readonly kind: 'registered' } & SessionRegistration);

interface CustomerChange {
  readonly conversationId: string;
  readonly contactId?: string;
  readonly deploymentId?: string;
  readonly atMs: number;
}

type EndedChange = CustomerChange & {
  readonly kind: 'ended';
  readonly disconnectType?: string;
};

/** What an application told us about a web-messaging session of its own. */
export interface SessionRegistration {
  readonly webchatSessionId: string;
  readonly contactId: string;
  readonly conversationId?: string;
  readonly deploymentId?: string;
  readonly atMs: number;
}

/** A value, and when it was true. */
export interface Told {
  readonly value: string;
  readonly atMs: number;
}

/** Whether the customer is in the conversation, and since when, by the newest event that says so. */
export type Presence =
  | { readonly kind: 'live'; readonly atMs: number }
  | { readonly kind: 'ended'; readonly atMs: number; readonly disconnectType: string };

/**
 * All that is known of one session, each field with the time of the event that told it. A row of the registry is
 * the join of everything that was ever said about it, so that order, repeats and batches change nothing.
 */
export interface SessionUpdate {
  /** The conversation; a web session without one, or a merged contact, has a prefix. */
  readonly key: string;
  /** The earliest event; what is no conversation yet has none. */
  readonly startedAtMs?: number;
  readonly presence?: Presence;
  readonly contact?: Told;
  readonly deployment?: Told;
  readonly webchatSession?: Told;
}

/** The session that a change is about. */
export function sessionKeyOf(change: SessionChange): string {
  switch (change.kind) {
    case 'contactMerged':
      return MERGED_PREFIX + change.mergedContactId;
    case 'registered':
      return change.conversationId ?? REGISTRATION_PREFIX + change.webchatSessionId;
    case 'contactChanged':
    case 'started':
    case 'ended':
      return change.conversationId;
  }
}

/** What one change says, as an update. */
export function toUpdate(change: SessionChange): SessionUpdate {
  const key = sessionKeyOf(change);
  const { atMs } = change;
  switch (change.kind) {
    case 'contactMerged':
      return { key, startedAtMs: atMs, contact: told(change.survivingContactId, atMs) };
    case 'contactChanged':
      return { key, startedAtMs: atMs, contact: told(change.contactId, atMs) };
    case 'registered':
      return {
        key,
        startedAtMs: change.conversationId === undefined ? undefined : atMs,
        contact: told(change.contactId, atMs),
        deployment: told(change.deploymentId, atMs),
        webchatSession: told(change.webchatSessionId, atMs),
      };
    case 'started':
    case 'ended':
      return {
        key,
        startedAtMs: atMs,
        presence: change.kind === 'started' ? { kind: 'live', atMs } : endedBy(change),
        contact: told(change.contactId, atMs),
        deployment: told(change.deploymentId, atMs),
      };
  }
}

function told(value: string | undefined, atMs: number): Told | undefined {
  return value === undefined ? undefined : { value, atMs };
}

function endedBy({ atMs, disconnectType = 'UNKNOWN' }: EndedChange): Presence {
  return { kind: 'ended', atMs, disconnectType };
}

/** Folds any changes, in any order, into one update per session: what a batch costs in writes. */
export function foldChanges(changes: readonly SessionChange[]): SessionUpdate[] {
  const folded = new Map<string, SessionUpdate>();
  for (const change of changes) {
    const update = toUpdate(change);
    const known = folded.get(update.key);
    folded.set(update.key, known === undefined ? update : joinUpdates(known, update));
  }
  return [...folded.values()];
}

/** What two updates of one session say together. Commutative, associative, and the same thing twice says nothing new. */
export function joinUpdates(a: SessionUpdate, b: SessionUpdate): SessionUpdate {
  return {
    key: a.key,
    startedAtMs: earliest(a.startedAtMs, b.startedAtMs),
    presence: newerPresence(a.presence, b.presence),
    contact: newer(a.contact, b.contact),
    deployment: newer(a.deployment, b.deployment),
    webchatSession: newer(a.webchatSession, b.webchatSession),
  };
}

/** Whether everything an update says is known already. Fields that the join left alone are the same objects. */
export function saysNothingNew(known: SessionUpdate, joined: SessionUpdate): boolean {
  return (
    known.startedAtMs === joined.startedAtMs &&
    known.presence === joined.presence &&
    known.contact === joined.contact &&
    known.deployment === joined.deployment &&
    known.webchatSession === joined.webchatSession
  );
}

/** The time of the newest event that has a part in it. */
export function newestAtMs(update: SessionUpdate): number {
  const { startedAtMs, presence, contact, deployment, webchatSession } = update;
  const times = [presence, contact, deployment, webchatSession].map((each) => each?.atMs ?? 0);
  return Math.max(startedAtMs ?? 0, ...times);
}

function earliest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}

/** Of one instant the greater value stays: any rule will do, as long as everybody has the same. */
function newer(a: Told | undefined, b: Told | undefined): Told | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (a.atMs !== b.atMs) return a.atMs > b.atMs ? a : b;
  return a.value >= b.value ? a : b;
}

/** An end beats a start of the same instant. */
function newerPresence(a: Presence | undefined, b: Presence | undefined): Presence | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (a.atMs !== b.atMs) return a.atMs > b.atMs ? a : b;
  return endOf(a) >= endOf(b) ? a : b;
}

const endOf = (presence: Presence): string =>
  presence.kind === 'live' ? '' : `ended ${presence.disconnectType}`;
