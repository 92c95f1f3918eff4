import type { KillPlanner } from './kill-planner';
import type { Lane } from './lane';
import type { Scenario } from './scenarios';
import { STATE_MARK } from './worker-config';
import type { WorkerStart } from './worker-config';
import type { WorkerRun } from './worker-process';

export interface Stage {
  readonly lane: Lane;
  readonly planner: KillPlanner;
  readonly scenario: Scenario;
  readonly random: () => number;
  /** Whether several workers may have a notification at once, and some die by the hand of another. */
  readonly isContested: boolean;
}

/** How many of a round's workers die, and by whose hand. */
export interface RoundPlan {
  readonly start: WorkerStart;
  readonly workers: number;
  /** Kills that may be spent. */
  readonly kills: number;
  /** Killed from outside while its request is under way, instead of by its own hand. */
  readonly fromOutside: boolean;
}

const COMMITS = ['before', 'after', 'never'] as const;
type Commit = (typeof COMMITS)[number];
const EFFECTS: Record<Commit, string> = {
  before: 'message already out',
  after: 'message out later',
  never: 'message never out',
};
/** Longer than it takes to notice; it ends with the worker. */
const STALL_MS = 5_000;

/** Starts all workers of a round at once and waits until each has ended and nothing they sent is under way. */
export async function playRound(stage: Stage, plan: RoundPlan): Promise<WorkerRun[]> {
  const { lane } = stage;
  const runs = plan.fromOutside
    ? [await runAndKill(stage, plan)]
    : await Promise.all(
        Array.from({ length: plan.workers }, (_, index) => run(stage, plan, index < plan.kills)),
      );
  await lane.operator.quiet();
  return runs;
}

async function run(stage: Stage, { start }: RoundPlan, mayDie: boolean): Promise<WorkerRun> {
  const { lane, planner, scenario } = stage;
  const kind = kindOf(scenario, start);
  const kill = mayDie ? planner.next(kind) : undefined;
  const worker = lane.start({ start, dialect: scenario.dialect, kill });
  const ended = await worker.done;
  planner.learn(kind, ended.labels);
  if (ended.killed && kill !== undefined) planner.noteKill(kind, kill);
  return ended;
}

/** Genesys takes the request and stalls; the worker dies waiting, and the message takes effect before, after or never. */
async function runAndKill(stage: Stage, { start }: RoundPlan): Promise<WorkerRun> {
  const { lane, planner, scenario, random } = stage;
  const commit = COMMITS[Math.floor(random() * COMMITS.length)] ?? 'never';
  const fault = await lane.operator.misbehave({ kind: 'delay', ms: STALL_MS, commit }, 1);
  const worker = lane.start({ start, dialect: scenario.dialect });
  let ended = false;
  void worker.done.then(() => (ended = true));
  if (await lane.operator.sendUnderWay(() => ended)) {
    worker.kill();
    planner.noteOutsideKill(`from outside, ${EFFECTS[commit]}`);
  }
  const result = await worker.done;
  // One that never came to send leaves no trap to the next.
  await lane.operator.forget(fault);
  planner.learn(kindOf(scenario, start), result.labels);
  return result;
}

function kindOf({ name }: Scenario, start: WorkerStart): string {
  if (start.at === 'Reconcile') return `${name} | Reconcile`;
  const type: unknown = Reflect.get(start.event, 'detail-type');
  return `${name} | ${String(type)}`;
}

/** The state a run was in when it ended. */
export function lastState({ labels }: WorkerRun): string | undefined {
  return labels.findLast((label) => label.startsWith(STATE_MARK))?.slice(STATE_MARK.length);
}
