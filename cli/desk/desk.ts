import type { Outcome } from '../../lambda/contract/outcomes';
import type { Pause } from '../../lambda/domain/guardrails';
import type { Ledger, SessionFinder } from '../../lambda/domain/ports';
import type { PlanDeps } from '../plan/plan-request';
import type { Schedules } from '../schedule/schedules';
import type { StackChoice } from '../stack-flags';

/** What a notification is known by to those who requested it. */
export interface NotificationIdentity {
  readonly contactId: string;
  readonly type: string;
  readonly occurrence: string;
}

/** Names in the ledger, where a contact itself never stands. */
export interface Names {
  notificationKeyOf(identity: NotificationIdentity): Promise<string>;
  recipientRefOf(contactId: string): Promise<string>;
}

/** Finds notifications for people; what an index does not hold is not found. */
export interface Archive {
  /** Keys of all notifications of a recipient, the newest first. */
  findByRecipient(recipientRef: string, limit: number): Promise<string[]>;
  /** Keys of what ended so, the newest first. */
  findEnded(outcome: ListedOutcome, limit: number): Promise<string[]>;
  /** Keys of what waits, by when somebody looks at it again. */
  findWaiting(limit: number): Promise<string[]>;
}

/** Outcomes that a person may have to do something about; the others are found by contact, and by key. */
export type ListedOutcome = Extract<Outcome, 'REJECTED' | 'PARKED' | 'EXPIRED'>;

export interface Pauses {
  fetchPause(): Promise<Pause>;
  /** Of no type: everything. */
  pause(types: readonly string[]): Promise<void>;
  /** Of no type: everything, and every type that was paused by its name. */
  resume(types: readonly string[]): Promise<void>;
}

/** What an erasure replaces, step by step. Each step can be done again. */
export interface Eraser {
  /** Contacts that were merged into this one, however often, and itself. */
  findContacts(contactId: string): Promise<string[]>;
  /** From here on nothing is sent, and nothing but the hash says to whom. */
  silence(recipientRef: string, atMs: number): Promise<void>;
  /** Takes text, addresses, ids and evidence out of a concluded notification; how it ended stays. */
  forgetNotification(notificationKey: string): Promise<void>;
  /** Deletes what the registry knows of a contact, and says how many rows that were. */
  forgetSessions(contactId: string): Promise<number>;
}

/** A message in a queue of failures. */
export interface FailedEvent {
  readonly handle: string;
  readonly body: string;
}

/** One queue of failures. */
export interface FailureQueue {
  /** Takes up to ten for a minute; they come back unless they are removed. */
  take(): Promise<FailedEvent[]>;
  remove(handle: string): Promise<void>;
}

export const FAILURE_QUEUES = ['rejected', 'unreadable', 'undelivered'] as const;
export type QueueName = (typeof FAILURE_QUEUES)[number];

/** A deployed stack, as far as an operator works with it. */
export interface Desk {
  /** Tells the stack something, by the door that applications use. */
  publish(detailType: string, detail: object, source?: string): Promise<void>;
  readonly names: Names;
  readonly archive: Archive;
  readonly ledger: Pick<
    Ledger,
    'fetchNotification' | 'fetchAside' | 'fetchRecipient' | 'fetchSlot'
  >;
  readonly sessions: SessionFinder;
  readonly pauses: Pauses;
  readonly eraser: Eraser;
  readonly schedules: Schedules;
  queue(name: QueueName): FailureQueue;
  /** What a plan runs the stack's own step with. Templates are not deployed where a plan could read them. */
  openPlan(): Promise<PlanDeps>;
  readonly nowMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

export type OpenDesk = (
  choice: StackChoice,
  environment: Readonly<Record<string, string | undefined>>,
) => Promise<Desk>;
