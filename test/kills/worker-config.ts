import type { AwsEnvironment } from '../../lambda/adapters/aws-environment';

/** A point in a worker's life: a port call, and whether it is about to be made, under way or over. */
export interface KillOrder {
  readonly label: string;
  /** The first time the worker comes there, or a later one. */
  readonly occurrence: number;
  /** How long a call that is under way is left alone before the end. */
  readonly afterMs: number;
}

/** Everything a worker has to know; it comes as one argument. */
export interface WorkerConfig {
  readonly aws: AwsEnvironment;
  readonly ledgerTable: string;
  readonly sessionsTable: string;
  readonly genesys: { readonly api: string; readonly login: string; readonly secret: string };
  readonly dialect: 'platform' | 'thread';
  readonly defaultDeploymentId: string;
  /** How far the clock of all workers of this moment is ahead of the real one. */
  readonly clockOffsetMs: number;
  readonly executionName: string;
  readonly start: WorkerStart;
  /** File that the labels are written to as they are passed. */
  readonly journal: string;
  readonly kill?: KillOrder;
  /** The control: a worker that sends without having said so before, as a naive one would. */
  readonly forgetsWriteAhead?: boolean;
}

/** What an execution begins with: an event, or the catch of a state whose function died. */
export type WorkerStart =
  | { readonly at: 'Load session'; readonly event: object }
  | { readonly at: 'Reconcile'; readonly notificationKey: string };

/** What a worker says when it comes to its end. */
export interface WorkerEnd {
  readonly kind: string;
  readonly conflict?: number;
  /** Whatever a step threw on the way, by name. */
  readonly thrown: readonly string[];
}

/** Begins the lines of a journal that say which state is entered. */
export const STATE_MARK = 'in ';
