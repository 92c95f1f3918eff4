import * as v from 'valibot';
import type { Cell, Findings } from '../frame/results';

/** What one process says of so many events. Too few of them fill no batch, and nothing is timed. */
export const reportSchema = v.object({
  events: v.number(),
  taken: v.number(),
  changing: v.number(),
  units: v.number(),
  lost: v.number(),
  parseMicros: v.nullable(v.number()),
  ingestMicros: v.nullable(v.number()),
  /** After a short warm-up. */
  heapBefore: v.number(),
  heapBytes: v.number(),
  residentBytes: v.number(),
});
export type Report = v.InferOutput<typeof reportSchema>;

const MEGABYTE = 1e6;

/** How fast the step is, relative to parsing the same bytes and doing nothing. */
export const speedOf = ({ parseMicros, ingestMicros }: Report): number =>
  parseMicros === null || ingestMicros === null ? Number.NaN : parseMicros / ingestMicros;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Reports of processes that were started for the one question or for the other. */
export interface Reports {
  /** What the rules let through. */
  readonly kinds: readonly string[];
  /** One for each length of the firehose, the shortest first. */
  readonly memory: readonly Report[];
  /** Several of the longest. */
  readonly speed: readonly Report[];
}

export function toFindings({ kinds, memory, speed: timed }: Reports): Findings {
  const [first, last] = [memory[0], memory.at(-1)];
  if (first === undefined || last === undefined) throw new Error('there are no reports');
  const speeds = timed.map(speedOf);
  const speed = median(speeds);
  const rest = 1 - last.taken / last.events;
  return {
    conclusions: [
      `Taking an event in costs ${(1 / speed).toFixed(2)} times as much processor as parsing its bytes and doing nothing, and ${(last.units / last.changing).toFixed(2)} write units if it says something new.`,
      `The rules keep ${Math.round(rest * 100)} % of what happens in a contact centre away from the function, so that it costs nothing; the heap does not grow with what has gone through.`,
    ],
    tables: [
      {
        title: 'A generated firehose, by its length',
        head: [
          'events',
          'taken by the rules',
          'say something new',
          'write units each',
          'unreadable',
          'heap, MB',
          'resident, MB',
        ],
        rows: memory.map((report): Cell[] => [
          report.events,
          report.taken,
          report.changing,
          report.units / report.changing,
          report.lost,
          report.heapBytes / MEGABYTE,
          report.residentBytes / MEGABYTE,
        ]),
        notes: [
          `Speed is processor time of the bundled step against a bare JSON.parse of the same bytes, batch by batch in turns, over the longest: ${speed.toFixed(2)} in the median of ${speeds.length} processes, which lay between ${Math.min(...speeds).toFixed(2)} and ${Math.max(...speeds).toFixed(2)}.`,
          `Write units are of the table; index entries come on top (measurement \`database\`). One in a hundred events is late, one in a hundred comes twice.`,
          `Taken are ${kinds.map((kind) => `\`${kind}\``).join(', ')}.`,
        ],
      },
    ],
    charts: [
      {
        kind: 'lines',
        name: 'memory',
        title: 'Memory of the function, by the events that have gone through it',
        x: 'events',
        y: 'MB',
        lines: [
          {
            label: 'heap after collection',
            points: pointsOf(memory, ({ heapBytes }) => heapBytes),
          },
          {
            label: 'resident',
            points: pointsOf(memory, ({ residentBytes }) => residentBytes),
          },
        ],
      },
    ],
    figures: {
      speed,
      unitsPerChange: last.units / last.changing,
      lost: last.lost,
      heapGrowth: last.heapBytes / last.heapBefore,
      residentGrowth: last.residentBytes / first.residentBytes,
    },
  };
}

const pointsOf = (reports: readonly Report[], bytes: (report: Report) => number) =>
  reports.map((report): [number, number] => [report.events, bytes(report) / MEGABYTE]);
