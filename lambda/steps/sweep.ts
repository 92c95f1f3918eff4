import { NEXT_LOOK_MS } from '../contract/timeouts';
import type { Clock, DueNotifications, WorkflowStarter } from '../domain/ports';

export interface SweepDeps {
  readonly due: DueNotifications;
  readonly workflow: WorkflowStarter;
  readonly clock: Clock;
}

export interface SweepOutput {
  readonly kind: 'swept';
  /** Notifications that were due. */
  readonly due: number;
  /** Of these, started again by this sweep; the others were somebody else's by then. */
  readonly started: number;
}

/** One sweep takes this many; what is left over is a minute older at the next one. */
const BATCH_SIZE = 100;

/**
 * Every minute: starts the workflow for notifications that are due, or whose execution vanished. It decides
 * nothing itself; the attempt starts from the ledger and meets every rule again.
 */
export const sweep = (deps: SweepDeps) => async (): Promise<SweepOutput> => {
  const nowMs = deps.clock.nowMs();
  const rows = await deps.due.findDue(nowMs, BATCH_SIZE);
  let started = 0;
  for (const row of rows) {
    // The row is moved on first: if the start fails it comes back, and two sweeps never start it twice.
    if (await deps.due.postpone(row, nowMs + NEXT_LOOK_MS)) {
      await deps.workflow.startAttempt(row.notificationKey);
      started += 1;
    }
  }
  return { kind: 'swept', due: rows.length, started };
};
