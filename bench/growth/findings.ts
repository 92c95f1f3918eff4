import type { Cell, Findings } from '../frame/results';
import type { Taken } from './operations';

/** What every operation took at one size of the store. */
export interface Grown {
  /** Sessions, concluded notifications and scheduled ones, so many of each. */
  readonly size: number;
  readonly taken: readonly Taken[];
}

/** One sweep, and how many it found. */
export interface Swept {
  readonly due: number;
  readonly taken: Taken;
}

const MEASURES = ['calls', 'rowsRead', 'reads', 'writes'] as const;

/** By how much the fastest growing count of an operation grows when the store grows tenfold. */
export function slopeOf(grown: readonly Grown[], operation: string): number {
  const [first, last] = [grown[0], grown.at(-1)];
  const [small, large] = [first, last].map((each) =>
    each?.taken.find((taken) => taken.operation === operation),
  );
  if (!first || !last || !small || !large || first.size === last.size) return Number.NaN;
  const decades = Math.log10(last.size / first.size);
  return Math.max(...MEASURES.map((measure) => (large[measure] - small[measure]) / decades));
}

/** Tables and charts of operations at every size, and of sweeps by what is due. */
export function toFindings(grown: readonly Grown[], sweeps: readonly Swept[]): Findings {
  const operations = grown[0]?.taken.map(({ operation }) => operation) ?? [];
  const slope = Math.max(...operations.map((operation) => slopeOf(grown, operation)));
  const [smallest, largest] = [grown[0]?.size ?? 0, grown.at(-1)?.size ?? 0];
  const range = `${smallest.toLocaleString('en-US')} to ${largest.toLocaleString('en-US')}`;
  return {
    conclusions: [
      `From ${range} sessions, concluded and scheduled notifications each, no operation takes a call, a row or a unit more; none scans.`,
      'A sweep grows with what is due, by three writes for each: the row, and its old and its new place in the due index.',
    ],
    tables: [
      {
        title: 'What an operation takes, by the size of the store',
        head: [
          'operation',
          'stored of each kind',
          'calls',
          'rows read',
          'read units',
          'write units',
          'slope per tenfold',
        ],
        rows: operations.flatMap((operation) =>
          grown.map(({ size, taken }): Cell[] => {
            const found = taken.find((each) => each.operation === operation);
            return [
              operation,
              size,
              ...MEASURES.map((measure) => found?.[measure] ?? ''),
              slopeOf(grown, operation),
            ];
          }),
        ),
        notes: [
          "Counted with the functions' steps and adapters over the emulator's DynamoDB, in tables of the stack's shape.",
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
          'The emulator bills a query by the call; AWS bills half a unit for each 4 kB of index entries, some thirty of them.',
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
