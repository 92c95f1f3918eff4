import type { Counted, Path } from '../counted/count';
import type { BookedCall } from '../counted/call-book';
import { purposeOf } from '../counted/verbs';
import type { Measurement, Progress, RunOptions } from '../frame/measurement';
import type { Cell, ResultTable } from '../frame/results';

type Count = (options: RunOptions, progress: Progress) => Promise<Counted>;

export const database = (count: Count): Measurement => ({
  name: 'database',
  title: 'What does a notification take of DynamoDB?',
  run: async (options, progress) => {
    const { paths, events } = await count(options, progress);
    const [live] = paths;
    const units = unitsOf(live);
    const start = events.find(({ name }) => name === 'a customer comes');
    const sessionTableWrites = start === undefined ? Number.NaN : tableWrites(start);
    return {
      conclusions: [
        `A delivered notification takes ${units.reads} read and ${units.writes} write units, ${units.indexWrites} of them for index entries; no call scans, none is a transaction.`,
        'Six of the writes are the slot and the send protocol, each of one unit, because no row is larger than a kilobyte; two indexes take the rest: by the one the sweeper finds what died, by the other people find what a contact was sent.',
      ],
      tables: [
        ...paths.map(pathTable),
        {
          title: 'Units per event',
          head: ['event', 'calls', 'read units', 'write units', 'of these for indexes'],
          rows: [
            ...events.map((kind): Cell[] => {
              const taken = unitsOf(kind);
              return [kind.name, taken.calls, taken.reads, taken.writes, taken.indexWrites];
            }),
            ['an event the rules do not take', 0, 0, 0, 0],
          ],
          notes: [
            'Events come one by one here; those of one conversation that arrive in one batch share a write (measurement `ingest`).',
          ],
        },
      ],
      charts: [
        {
          kind: 'bars',
          name: 'units',
          title: 'Write units of a notification into a live conversation',
          scale: 'linear',
          bars: rowsOf(live)
            .filter(({ writes }) => writes > 0)
            .map(({ state, purpose, writes }) => ({
              label: `${state}: ${purpose}`,
              value: writes,
              isOurs: true,
            })),
        },
      ],
      figures: {
        readUnits: units.reads,
        writeUnits: units.writes,
        refusedWrites: units.refused,
        sessionTableWrites,
      },
    };
  },
});

interface Counting {
  readonly times: number;
  readonly calls: readonly BookedCall[];
}

/** Sums per notification or event. */
export function unitsOf({ times, calls }: Counting) {
  const sum = (value: (call: BookedCall) => number): number =>
    calls.reduce((total, call) => total + value(call), 0) / times;
  return {
    calls: sum(() => 1),
    reads: sum(({ readUnits }) => readUnits),
    rowsRead: sum(({ rowsRead }) => rowsRead),
    writes: sum(({ writeUnits, indexUnits }) => writeUnits + indexUnits),
    indexWrites: sum(({ indexUnits }) => indexUnits),
    refused: sum(({ isRefused }) => Number(isRefused)),
  };
}

const tableWrites = (counting: Counting): number => {
  const { writes, indexWrites } = unitsOf(counting);
  return writes - indexWrites;
};

function rowsOf({ times, calls }: Counting) {
  const groups = new Map<string, BookedCall[]>();
  for (const call of calls) {
    const name = `${call.state}|${call.verb}|${call.operation}`;
    groups.set(name, [...(groups.get(name) ?? []), call]);
  }
  return [...groups.values()].map((group) => ({
    state: group[0]?.state ?? '',
    purpose: purposeOf(group[0]?.verb ?? ''),
    operation: group[0]?.operation ?? '',
    ...unitsOf({ times, calls: group }),
  }));
}

function pathTable(path: Path): ResultTable {
  const total = unitsOf(path);
  return {
    title: `Units per notification ${path.name}, call by call`,
    head: [
      'state',
      'what for',
      'call',
      'calls',
      'read units',
      'write units',
      'of these for indexes',
    ],
    rows: [
      ...rowsOf(path).map((row): Cell[] => [
        row.state,
        row.purpose,
        row.operation,
        row.calls,
        row.reads,
        row.writes,
        row.indexWrites,
      ]),
      ['', 'together', '', total.calls, total.reads, total.writes, total.indexWrites],
    ],
    notes: [
      `Mean of ${path.times}, as the emulator's DynamoDB reports them (\`ReturnConsumedCapacity\`), index entries included.`,
      'A write whose condition fails is billed but not reported: its units are computed from the row that stood there.',
    ],
  };
}
