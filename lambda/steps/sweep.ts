import { PRIORITIES } from '../contract/priority';
import { NEXT_LOOK_MS } from '../contract/timeouts';
import { HORIZON_MS, usedPercent, WINDOW_MS } from '../domain/api-budget';
import type { ApiBudget, SeenBudget } from '../domain/budget-port';
import type { Clock, DueNotification, DueNotifications, WorkflowStarter } from '../domain/ports';

export interface SweepDeps {
  readonly due: DueNotifications;
  readonly workflow: WorkflowStarter;
  readonly budget: Pick<ApiBudget, 'look'>;
  readonly clock: Clock;
  readonly sleep: (ms: number) => Promise<void>;
}

export interface SweepOutput {
  readonly kind: 'swept';
  /** Notifications that were due, as many as the budget of a minute takes. */
  readonly due: number;
  /** Of these, started again by this sweep; the others were somebody else's by then, or are left to the next sweep. */
  readonly started: number;
  /** How long the longest overdue of them has been due; 0 when nothing was. */
  readonly oldestDueSeconds: number;
  /** Since the sweep before; absent when there was none in this environment. */
  readonly budgetUsedPercent?: number;
}

/** A notification looks at its conversation and then sends. */
const REQUESTS_EACH = 2;
/** The starts of one sweep are spread over this time; the next sweep comes after a minute. */
const SWEEP_MS = 56_000;
/** After so many starts it is looked how the budget stands: others call Genesys as well. */
const STARTS_PER_LOOK = 5;

/**
 * Every minute: starts the workflow for notifications that are due, or whose execution vanished; never more than the
 * API budget takes, single messages before campaigns, the longest overdue first. It decides nothing itself; the
 * attempt starts from the ledger and meets every rule again.
 */
export const sweep = (deps: SweepDeps) => {
  let before: SeenBudget | undefined;
  return async (): Promise<SweepOutput> => {
    const budget = { ...(await deps.budget.look()), atMs: deps.clock.nowMs() };
    const budgetUsedPercent = before && usedPercent(before, budget);
    before = budget;
    return { ...(await sweepOnce(deps, budget)), budgetUsedPercent };
  };
};

async function sweepOnce(deps: SweepDeps, { spacingMs, atMs: beganMs }: SeenBudget) {
  const limit = Math.max(1, Math.floor(WINDOW_MS / (REQUESTS_EACH * spacingMs)));
  const rows = await findDue(deps.due, beganMs, limit);
  let started = 0;
  for (const [index, row] of rows.entries()) {
    if (index > 0) await deps.sleep(SWEEP_MS / limit);
    if (!(await hasRoom(deps, index, beganMs + SWEEP_MS))) break;
    // The row is moved on first: if the start fails it comes back, and two sweeps never start it twice.
    if (await deps.due.postpone(row, deps.clock.nowMs() + NEXT_LOOK_MS)) {
      await deps.workflow.startAttempt(row.notificationKey);
      started += 1;
    }
  }
  const oldestMs = Math.min(beganMs, ...rows.map(({ dueAtMs }) => dueAtMs));
  const oldestDueSeconds = Math.round((beganMs - oldestMs) / 1000);
  return { kind: 'swept', due: rows.length, started, oldestDueSeconds } as const;
}

async function findDue(
  due: DueNotifications,
  nowMs: number,
  limit: number,
): Promise<DueNotification[]> {
  const rows: DueNotification[] = [];
  for (const priority of PRIORITIES) {
    if (rows.length < limit)
      rows.push(...(await due.findDue(priority, nowMs, limit - rows.length)));
  }
  return rows;
}

/** Waits until an attempt that starts now finds slots soon; false when this sweep ends before that. */
async function hasRoom(
  { budget, clock, sleep }: SweepDeps,
  index: number,
  endMs: number,
): Promise<boolean> {
  if (index % STARTS_PER_LOOK !== 0) return clock.nowMs() < endMs;
  const { nextFreeMs } = await budget.look();
  const roomAtMs = nextFreeMs - HORIZON_MS.campaign;
  const nowMs = clock.nowMs();
  if (Math.max(roomAtMs, nowMs) >= endMs) return false;
  if (roomAtMs > nowMs) await sleep(roomAtMs - nowMs);
  return true;
}
