import { sum } from '../contest/statistics';
import type { Cell as TableCell, Findings, ResultTable } from '../frame/results';
import type { Pacer } from './backlog';
import { CALM_MS } from './play-calmly';
import type { Drained } from './read-log';
import type { Cell } from './run-cell';

/** Share of the limit that the other program takes, where there is one. */
export const OTHERS_SHARE = 0.3;

export interface Run extends Drained {
  /** For how long the machine stood still meanwhile, where that was watched. */
  readonly stalledMs?: number;
  readonly pacer: Pick<Pacer, 'name' | 'isOurs'>;
  readonly cell: Cell;
}

export function findingsOf(runs: readonly Run[], isRedisThere: boolean): Findings {
  const isAlone = ({ cell }: Run): boolean => cell.othersShare === 0;
  const withoutOthers = runs.filter(isAlone);
  const ours = withoutOthers.filter(({ pacer }) => pacer.isOurs);
  const rivals = withoutOthers.filter(({ pacer }) => !pacer.isOurs);
  const least = Math.min(...ours.map(({ share }) => share));
  const names = [...new Set(runs.map(({ pacer }) => pacer.name))];
  const notes = [
    'Everything is counted in the log of the simulator, on a clock ten times as fast as time, for both sides. Each notification is a look and a send.',
    'A share is of the limit, or of what another program leaves of it, in whole windows with work for all of them. Drain is the time until the last message, as a multiple of what it takes at exactly the limit: whoever may burst at its beginning ends earlier.',
    'Rivals run side by side, each against a simulator of its own, ours by itself: a late timer costs it a slot.',
    ...stallNotes(runs),
    ...(isRedisThere
      ? ['BullMQ runs on a Redis from the distribution, on this machine.']
      : ['BullMQ was not run: there is no `redis-server` here.']),
  ];
  return {
    conclusions: [
      `The slots use at least ${percent(least)} of the limit in every reading of "per minute" and are refused ${sum(ours.map(({ refused }) => refused))} times; the rivals are refused ${sum(rivals.map(({ refused }) => refused))} times.`,
      ...besideConclusion(runs.filter((run) => !isAlone(run))),
    ],
    tables: [
      tableOf('Alone with the limit', withoutOthers, notes),
      ...tablesOf(
        `Beside another program that takes ${percent(OTHERS_SHARE)} of the limit`,
        runs.filter((run) => !isAlone(run)),
      ),
    ],
    charts: [
      {
        kind: 'bars',
        name: 'refused',
        title: 'Requests refused per 1,000 messages delivered, over all cells',
        scale: 'linear',
        bars: names.map((name) => {
          const own = withoutOthers.filter(({ pacer }) => pacer.name === name);
          return {
            label: name,
            value: sum(own.map(refusedPerThousand)) / own.length,
            isOurs: own.some(({ pacer }) => pacer.isOurs),
          };
        }),
      },
    ],
    figures: {
      leastShare: least,
      refused: sum(ours.map(({ refused }) => refused)),
      duplicates: sum(runs.filter(({ pacer }) => pacer.isOurs).map(({ duplicates }) => duplicates)),
    },
  };
}

function besideConclusion(runs: readonly Run[]): string[] {
  if (runs.length === 0) return [];
  const meanOf = (own: readonly Run[]): number =>
    Math.round(sum(own.map(refusedPerThousand)) / own.length);
  const ours = runs.filter(({ pacer }) => pacer.isOurs);
  const rivals = runs.filter(({ pacer }) => !pacer.isOurs);
  const least = Math.min(...ours.map(({ share }) => share));
  return [
    `Beside another program of the same client the slots use at least ${percent(least)} of what it leaves, and are refused ${meanOf(ours)} times per 1,000 messages while they learn of it; the rivals are refused ${meanOf(rivals)} times.`,
  ];
}

/** Each message takes two calls that are not refused. */
const refusedPerThousand = ({ callsPerDelivered }: Run): number => (callsPerDelivered - 2) * 1000;

const tablesOf = (title: string, runs: readonly Run[]): ResultTable[] =>
  runs.length === 0 ? [] : [tableOf(title, runs, [])];

function tableOf(title: string, runs: readonly Run[], notes: string[]): ResultTable {
  return {
    title,
    head: [
      'window',
      'workers',
      'who',
      'share used',
      'refused',
      'calls per message',
      'duplicates',
      'drain',
    ],
    rows: runs.map((run): TableCell[] => [
      run.cell.semantics,
      run.cell.workers,
      run.pacer.name,
      percent(run.share),
      run.refused,
      run.callsPerDelivered,
      run.duplicates,
      run.drain,
    ]),
    notes,
  };
}

const percent = (share: number): string => `${Number((share * 100).toFixed(1))} %`;

/** What a reader needs to judge a share by: time that the machine took away is no choice of a pacer. */
function stallNotes(runs: readonly Run[]): string[] {
  const stalls = runs.flatMap(({ stalledMs }) => stalledMs ?? []);
  if (stalls.length === 0) return [];
  const most = Math.round(Math.max(...stalls));
  return [
    `Ours is played again, at most twice, when the machine gave this process no time for more than ${CALM_MS} ms in all; the runs that are shown lacked at most ${most} ms, which such a clock makes ten times as long.`,
  ];
}
