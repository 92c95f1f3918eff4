import { createKeyedIdentity } from '../../lambda/adapters/keyed-identity';
import { ATTEMPT_DUE, CONVERSATION_CONFLICT } from '../../lambda/contract/request-events';
import type { Conclusion } from '../../lambda/contract/outcomes';
import { lastState, playRound } from './round';
import type { RoundPlan, Stage } from './round';
import { request } from './scenarios';
import type { Requested } from './scenarios';
import { PEPPER } from './worker-deps';
import type { WorkerStart } from './worker-config';
import type { WorkerRun } from './worker-process';

/** Rounds before a notification counts as stuck; far more than any needs. */
const MAX_ROUNDS = 40;
/** A function that died inside a state is caught by the workflow, unless the whole execution is gone. */
const CAUGHT = 0.4;
const FROM_OUTSIDE = 0.15;
const SEVERAL_WORKERS = 0.3;
const UNCAUGHT_STATES: readonly (string | undefined)[] = ['Load session', 'Reconcile', undefined];

export interface PlayedNotification {
  readonly notificationKey: string;
  readonly requested: Requested;
  readonly runs: readonly WorkerRun[];
  readonly rounds: number;
  /** Missing when it never came to an end. */
  readonly conclusion?: Conclusion;
  readonly received: number;
  readonly sends: number;
  /** Free, or in which phase it is held by whom. */
  readonly slot: string;
}

const identity = createKeyedIdentity(async () => PEPPER);

/** Requests one notification, kills some of its workers, and starts new ones as workflow and sweeper would until it is concluded. */
export async function playNotification(
  stage: Stage,
  number: number,
  kills: number,
): Promise<PlayedNotification> {
  const requested = await request(stage.lane, stage.scenario, number);
  await stage.lane.operator.mark();
  return driveToEnd(stage, requested, kills);
}

export async function driveToEnd(
  stage: Stage,
  requested: Requested,
  kills: number,
): Promise<PlayedNotification> {
  const { lane } = stage;
  const { contactId, text, occurrence, event } = requested;
  const words = ['notification', contactId, 'default', occurrence];
  const notificationKey = await identity.keyedHash(words);
  const runs: WorkerRun[] = [];
  const first: WorkerStart = { at: 'Load session', event };
  const queue: WorkerStart[] = [first];
  let rounds = 0;
  let conclusion: Conclusion | undefined;
  while (rounds < MAX_ROUNDS && (conclusion === undefined || queue.length > 0)) {
    const start = queue.shift() ?? (await nextStart(stage, notificationKey, first));
    if (start === undefined) continue;
    rounds += 1;
    const ended = await playRound(stage, draw(stage, start, kills - countKilled(runs)));
    runs.push(...ended);
    queue.push(...ended.flatMap((run) => follow(run, notificationKey, stage.random)));
    conclusion = await conclusionOf(stage, notificationKey);
  }
  const slot = await lane.ledger.fetchSlot(await identity.keyedHash(['recipient', contactId]));
  return {
    notificationKey,
    requested,
    runs,
    rounds,
    conclusion,
    received: await lane.operator.countReceived(contactId, text),
    sends: await lane.operator.countSends(),
    slot: slot.kind === 'free' ? 'free' : slot.phase,
  };
}

const countKilled = (runs: readonly WorkerRun[]): number =>
  runs.filter(({ killed }) => killed).length;

function draw({ random, isContested }: Stage, start: WorkerStart, kills: number): RoundPlan {
  if (!isContested) return { start, workers: 1, kills, fromOutside: false };
  const workers = random() < SEVERAL_WORKERS ? 2 + Math.floor(random() * 2) : 1;
  return { start, workers, kills, fromOutside: kills > 0 && random() < FROM_OUTSIDE };
}

/** What the workflow does at once after a run: the catch of its state, or the conflict that comes back by the bus. */
function follow(run: WorkerRun, notificationKey: string, random: () => number): WorkerStart[] {
  if (run.end?.conflict !== undefined) {
    const detail = { version: '1', notificationKey, conflict: run.end.conflict };
    const event = { 'detail-type': CONVERSATION_CONFLICT, detail };
    return [{ at: 'Load session', event }];
  }
  const isCaught = run.killed && !UNCAUGHT_STATES.includes(lastState(run));
  return isCaught && random() < CAUGHT ? [{ at: 'Reconcile', notificationKey }] : [];
}

/** What the sweeper starts when nobody else goes on; an event that left no row is delivered again. */
async function nextStart(
  { lane }: Stage,
  notificationKey: string,
  first: WorkerStart,
): Promise<WorkerStart | undefined> {
  const known = await lane.ledger.fetchNotification(notificationKey);
  if (known === undefined) return first;
  const due = await lane.sweepLater();
  if (!due.includes(notificationKey)) return undefined;
  const event = { 'detail-type': ATTEMPT_DUE, detail: { version: '1', notificationKey } };
  return { at: 'Load session', event };
}

async function conclusionOf({ lane }: Stage, key: string): Promise<Conclusion | undefined> {
  const row = await lane.ledger.fetchNotification(key);
  return row?.kind === 'concluded' ? row.conclusion : undefined;
}
