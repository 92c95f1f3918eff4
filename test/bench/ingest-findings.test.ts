import { speedOf, toFindings } from '../../bench/ingest/findings';
import type { Report } from '../../bench/ingest/findings';

const report = (fields: Partial<Report> = {}): Report => ({
  events: 1_000,
  taken: 60,
  changing: 55,
  units: 55,
  lost: 0,
  parseMicros: 3,
  ingestMicros: 5,
  heapBefore: 3_000_000,
  heapBytes: 3_000_000,
  residentBytes: 60_000_000,
  ...fields,
});

describe('what the ingest bench tells', () => {
  it('is the speed relative to parsing, and no number where nothing was timed', () => {
    expect(speedOf(report())).toBe(0.6);
    expect(speedOf(report({ parseMicros: null }))).toBeNaN();
  });

  it('is the median of the processes at the largest size', () => {
    const large = { events: 1_000_000, taken: 60_000, changing: 55_000, units: 55_550 };
    const { figures, tables } = toFindings({
      kinds: ['a kind'],
      memory: [report(), report({ ...large, heapBytes: 3_060_000, residentBytes: 90_000_000 })],
      speed: [6, 5, 30].map((ingestMicros) => report({ ...large, ingestMicros })),
    });

    expect(figures.speed).toBe(0.5);
    expect(figures.unitsPerChange).toBeCloseTo(1.01, 9);
    expect(figures.heapGrowth).toBeCloseTo(1.02, 9);
    expect(figures.residentGrowth).toBe(1.5);
    expect(tables[0]?.rows).toHaveLength(2);
  });
});
