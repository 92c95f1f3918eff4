import { WINDOW_MS } from '../../lambda/domain/api-budget';
import { createFastClock } from '../api-budget/fast-clock';
import { openOrganization, OTHERS_PATH } from '../api-budget/open-organization';
import type { Seen, Semantics } from '../api-budget/open-organization';
import type { Backlog, Drain } from './backlog';
import { CALLS, readLog } from './read-log';
import type { Drained } from './read-log';

export interface Cell {
  readonly semantics: Semantics;
  readonly workers: number;
  /** Share of the limit that another program with the same OAuth client takes. */
  readonly othersShare: number;
  /** Whole windows from the first request on that a contestant has to find its pace. */
  readonly settling: number;
  /** Whole windows that are counted after those. */
  readonly windows: number;
}

export const LIMIT = 300;
/** Faster than time: a minute is six seconds. */
const SPEED = 10;
/** On the fast clock: what opening an organization takes at most, or a window passes before anything begins. */
const OPENING_MS = 8_000;
/** Windows of backlog beyond those that are counted, so that the last of them is not short of work. */
const REST = 0.15;

/** Lets a contestant empty a backlog, beginning when a window does, and reads what came of it in the simulator's log. */
export async function runCell(cell: Cell, drain: Drain): Promise<Drained> {
  const edgeMs = Math.ceil(Date.now() / WINDOW_MS) * WINDOW_MS;
  const clock = createFastClock(SPEED, edgeMs - OPENING_MS);
  const organization = await openOrganization(clock, cell.semantics, LIMIT);
  const left = LIMIT * (1 - cell.othersShare);
  const windows = cell.settling + cell.windows + REST;
  const count = Math.ceil((left * windows) / CALLS);
  const texts = Array.from({ length: count }, (_, index) => `Your order ${index} is late.`);
  const beginMs = Math.ceil(clock.nowMs() / WINDOW_MS) * WINDOW_MS;
  await clock.sleep(beginMs - clock.nowMs());
  const stopping = new AbortController();
  const others = keepAsking(cell, { organization, clock }, stopping.signal);
  try {
    await drain({ organization, clock, speed: SPEED, workers: cell.workers, texts });
  } finally {
    stopping.abort();
    await others;
  }
  const seen = await organization.seen();
  await organization.close();
  return readLog(cell, seen.filter(isOurs), { beginMs, texts, left });
}

const isOurs = ({ path }: Seen): boolean => path !== OTHERS_PATH;

/** Another program, at a steady pace, whatever it is answered, until it is told to stop. */
async function keepAsking(
  { othersShare }: Pick<Cell, 'othersShare'>,
  { organization, clock }: Pick<Backlog, 'organization' | 'clock'>,
  signal: AbortSignal,
): Promise<void> {
  if (othersShare === 0) return;
  const everyMs = WINDOW_MS / (LIMIT * othersShare);
  const asked: Promise<void>[] = [];
  for (let nextMs = clock.nowMs(); !signal.aborted; nextMs += everyMs) {
    asked.push(organization.askAsOther());
    await clock.sleep(nextMs + everyMs - clock.nowMs());
  }
  await Promise.all(asked);
}
