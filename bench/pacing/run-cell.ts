import { WINDOW_MS } from '../../lambda/domain/api-budget';
import { createFastClock } from '../api-budget/fast-clock';
import { openOrganization, OTHERS_PATH } from '../api-budget/open-organization';
import type { Seen, Semantics } from '../api-budget/open-organization';
import type { Backlog, Drain } from './backlog';

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

export interface Drained {
  /** Of what another program has left, in the windows that are counted. */
  readonly share: number;
  /** Requests of this contestant that were refused for the rate, from first to last. */
  readonly refused: number;
  readonly callsPerDelivered: number;
  readonly duplicates: number;
  /** Times as long as it would have taken at exactly the limit. */
  readonly drain: number;
}

export const LIMIT = 300;
/** Faster than time: a minute is six seconds. */
const SPEED = 10;
const CALLS = 2;
/** Windows of backlog beyond those that are counted, so that the last of them is not short of work. */
const REST = 0.15;

/** Lets a contestant empty a backlog, beginning when a window does, and reads what came of it in the simulator's log. */
export async function runCell(cell: Cell, drain: Drain): Promise<Drained> {
  const clock = createFastClock(SPEED, Math.ceil(Date.now() / WINDOW_MS) * WINDOW_MS);
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
const isRefused = ({ status }: Seen): boolean => status === 429;
const isSend = ({ body, status }: Seen): boolean => body !== '' && status === 200;

interface Asked {
  readonly beginMs: number;
  readonly texts: readonly string[];
  readonly left: number;
}

/** Counts what the simulator has seen of one contestant. */
export function readLog(
  { settling, windows }: Pick<Cell, 'settling' | 'windows'>,
  seen: readonly Seen[],
  { beginMs, texts, left }: Asked,
): Drained {
  const fromMs = beginMs + settling * WINDOW_MS;
  const untilMs = fromMs + windows * WINDOW_MS;
  const admitted = seen.filter((each) => !isRefused(each));
  const counted = admitted.filter(({ atMs }) => atMs >= fromMs && atMs < untilMs);
  const sends = seen.filter(isSend);
  const delivered = new Set(sends.map(({ body }) => body)).size;
  if (delivered !== texts.length) {
    throw new Error(`${texts.length - delivered} of ${texts.length} were not delivered`);
  }
  const endMs = Math.max(...sends.map(({ atMs }) => atMs));
  return {
    share: counted.length / (left * windows),
    refused: seen.filter(isRefused).length,
    callsPerDelivered: seen.length / delivered,
    duplicates: sends.length - delivered,
    drain: (endMs - beginMs) / (((texts.length * CALLS) / left) * WINDOW_MS),
  };
}

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
