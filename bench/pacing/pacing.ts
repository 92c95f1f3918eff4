import { SEMANTICS } from '../api-budget/open-organization';
import type { Measurement, Progress } from '../frame/measurement';
import { drainOnRetryAfter, drainWithBackOff } from '../rivals/axios-loop';
import { drainWithBullMq } from '../rivals/bullmq';
import { hasRedis } from '../rivals/redis-server';
import type { Pacer } from './backlog';
import { drainWithSlots } from './drain-with-slots';
import { findingsOf, OTHERS_SHARE } from './findings';
import type { Run } from './findings';
import { playCalmly } from './play-calmly';
import { runCell } from './run-cell';
import type { Cell } from './run-cell';

const PACERS: readonly Pacer[] = [
  { name: 'ours: slots', isOurs: true, drain: drainWithSlots },
  { name: 'axios, back-off with jitter', isOurs: false, drain: drainWithBackOff },
  { name: 'axios, waits as long as the 429 says', isOurs: false, drain: drainOnRetryAfter },
];
const BULL_MQ: Pacer = { name: 'BullMQ, its limiter', isOurs: false, drain: drainWithBullMq };

const FLEETS = [1, 10, 50];

const alone = { othersShare: 0, settling: 0, windows: 2 };
/** Only after some windows can anybody know that somebody else is there. */
const beside = { othersShare: OTHERS_SHARE, settling: 3, windows: 2 };

function cellsOf(isQuick: boolean): Cell[] {
  if (isQuick) return [{ semantics: 'sliding', workers: 10, ...alone, windows: 1 }];
  return SEMANTICS.flatMap((semantics) => [
    ...FLEETS.map((workers) => ({ semantics, workers, ...alone })),
    { semantics, workers: 10, ...beside },
  ]);
}

export const pacing: Measurement = {
  name: 'pacing',
  title: 'How much of the limit does a backlog use, and who is refused?',
  run: async ({ isQuick }, progress) => {
    const isRedisThere = hasRedis();
    const pacers = isRedisThere ? [...PACERS, BULL_MQ] : PACERS;
    return findingsOf(await runAll(cellsOf(isQuick), pacers, progress), isRedisThere);
  },
};

const run = async (cell: Cell, pacer: Pacer): Promise<Run> => ({
  pacer,
  cell,
  ...(await runCell(cell, pacer.drain)),
});

/**
 * Ours alone, since a late timer costs it a slot, and again when the machine stood still meanwhile; the rivals side by side, each with an organization of its own: they
 * burst and then wait, and what is counted of them are requests, not times.
 */
async function runAll(
  cells: readonly Cell[],
  pacers: readonly Pacer[],
  progress: Progress,
): Promise<Run[]> {
  const runs: Run[] = [];
  for (const cell of cells) {
    for (const pacer of pacers.filter(({ isOurs }) => isOurs)) {
      runs.push(await playCalmly(() => run(cell, pacer)));
    }
    const rivals = pacers.filter(({ isOurs }) => !isOurs);
    runs.push(...(await Promise.all(rivals.map((pacer) => run(cell, pacer)))));
    progress(`${runs.length} of ${cells.length * pacers.length}`);
  }
  return runs;
}
