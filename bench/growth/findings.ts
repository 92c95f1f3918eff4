import type { Cell, Findings } from '../frame/results';
import type { StoreKind } from './fillable-store';
import type { Taken } from './operations';

/** What every operation took at one size of the store. */
export interface Grown {
  readonly store: StoreKind;
  /** Sessions, concluded notifications and scheduled ones, so many of each. */
  readonly size: number;
  readonly taken: readonly Taken[];
}

/** One sweep, and how many it found. */
export interface Swept {
  readonly due: number;
  readonly taken: Taken;
}

export const MEASURES = ['calls', 'rowsRead', 'reads', 'writes'] as const;
type Measure = (typeof MEASURES)[number];

const WORDS: Readonly<Record<Measure, string>> = {
  calls: 'calls',
  rowsRead: 'rows read',
  reads: 'read units',
  writes: 'write units',
};

/** The steepest rise of a count from one size to the next, for a store that grows tenfold. */
export function slopeOf(grown: readonly Grown[], operation: string, measure: Measure): number {
  const points = grown.flatMap(({ size, taken }) => {
    const found = taken.find((each) => each.operation === operation);
    return found === undefined ? [] : [{ size, value: found[measure] }];
  });
  const rises = points.slice(1).map(({ size, value }, index) => {
    const before = points[index] ?? { size, value };
    return (value - before.value) / Math.log10(size / before.size);
  });
  return rises.length === 0 ? Number.NaN : Math.max(...rises);
}

const few = (sizes: readonly number[]): string =>
  sizes.map((size) => size.toLocaleString('en-US')).join(' and ');

/** Tables and charts of operations at every size, and of sweeps by what is due. */
export function toFindings(all: readonly Grown[], sweeps: readonly Swept[]): Findings {
  const grown = all.filter(({ store }) => store === 'memory');
  const emulated = all.filter(({ store }) => store === 'emulator').map(({ size }) => size);
  const operations = grown[0]?.taken.map(({ operation }) => operation) ?? [];
  const rows = operations.flatMap((operation) =>
    MEASURES.map((measure) => ({
      operation,
      measure,
      counts: grown.map(
        ({ taken }) => taken.find((each) => each.operation === operation)?.[measure] ?? '',
      ),
      slope: slopeOf(grown, operation, measure),
    })),
  );
  const slope = Math.max(...rows.map((row) => row.slope));
  const [smallest, largest] = [grown[0]?.size ?? 0, grown.at(-1)?.size ?? 0];
  const range = `${smallest.toLocaleString('en-US')} to ${largest.toLocaleString('en-US')}`;
  return {
    conclusions: [
      slope === 0
        ? `From ${range} sessions, concluded and scheduled notifications each, no operation takes a call, a row or a unit more; none scans.`
        : `From ${range} sessions, concluded and scheduled notifications each, something takes up to ${slope} calls, rows or units more for each tenfold.`,
      `A sweep grows with what is due, by ${writesPerDue(sweeps)} write units for each: the row, and its old and its new place in the due index.`,
    ],
    tables: [
      {
        title: 'What an operation takes, by how many of each kind are stored',
        head: [
          'operation',
          'takes',
          ...grown.map(({ size }) => size.toLocaleString('en-US')),
          'slope per tenfold',
        ],
        rows: rows.map((row): Cell[] => [
          row.operation,
          WORDS[row.measure],
          ...row.counts,
          row.slope,
        ]),
        notes: [
          "Counted with the functions' steps and adapters over tables of the stack's shape in memory, units by AWS's rules.",
          `At ${few(emulated)} the emulator's DynamoDB was asked as well and said the same of every count; it is too slow to be filled with more.`,
          'Schedules of EventBridge are not in the store: each is created, read and deleted by its name.',
        ],
      },
      {
        title: `What a sweep takes, by what is due, with ${largest.toLocaleString('en-US')} stored of each kind`,
        head: ['sweep', 'calls', 'rows read', 'read units', 'write units'],
        rows: sweeps.map(({ taken }) => [
          taken.operation,
          ...MEASURES.map((measure) => taken[measure]),
        ]),
        notes: [
          'Counted in memory, with a text of a line or two. One of more than some three hundred characters makes each write of its row two units.',
          'Index entries are read at half a unit for each 4 kB, some forty of them. A sweep takes on no more than the API budget of a minute.',
        ],
      },
    ],
    charts: [
      {
        kind: 'lines',
        name: 'units',
        title: 'Units of an operation, by the size of the store',
        x: 'sessions, concluded and scheduled notifications each',
        y: 'read and write units',
        lines: operations.map((operation) => ({
          label: operation,
          points: grown.map(({ size, taken }): [number, number] => {
            const found = taken.find((each) => each.operation === operation);
            return [size, (found?.reads ?? 0) + (found?.writes ?? 0)];
          }),
        })),
      },
    ],
    figures: { slope, largest, writesOfSweep: writesPerDue(sweeps) },
  };
}

/** Of the sweep that finds most, for each of what it finds. */
function writesPerDue(sweeps: readonly Swept[]): number {
  const most = sweeps.at(-1);
  return most === undefined ? Number.NaN : most.taken.writes / most.due;
}
