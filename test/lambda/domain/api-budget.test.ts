import { array, assert, integer, property } from 'fast-check';
import {
  graceOf,
  latestStartMs,
  spacingOf,
  usedPercent,
  WINDOW_MS,
} from '../../../lambda/domain/api-budget';

const pace = (allowedPerMinute: number, othersPerMinute = 0) => ({
  allowedPerMinute,
  othersPerMinute,
});

describe('the slots', () => {
  it('are 99 in a hundred of a limit of 300', () => {
    expect(Math.floor(WINDOW_MS / spacingOf(pace(300)))).toBe(296);
    expect(spacingOf(pace(300))).toBe(202.021);
  });

  it('keep every window within the limit, wherever it begins and whichever slots come late', () => {
    const lateness = array(integer({ min: 0, max: 1_000 }), { minLength: 700, maxLength: 700 });

    assert(
      property(integer({ min: 10, max: 1_000 }), lateness, (allowed, late) => {
        const spacingMs = spacingOf(pace(allowed));
        const graceMs = graceOf(pace(allowed));
        const times = late
          .map((share, index) => index * spacingMs + (share / 1_000) * graceMs)
          .toSorted((a, b) => a - b);
        for (const fromMs of times) {
          const within = times.filter((at) => at >= fromMs && at < fromMs + WINDOW_MS);
          expect(within.length).toBeLessThanOrEqual(allowed);
        }
      }),
      { numRuns: 15 },
    );
  });

  it.each([300, 600, 3_000, 1_000_000])('may be missed by 0.4 s under a limit of %i', (allowed) => {
    expect(graceOf(pace(allowed))).toBeGreaterThan(400);
    expect(graceOf(pace(allowed))).toBeLessThan(450);
  });

  it('leave others what they use', () => {
    expect(WINDOW_MS / spacingOf(pace(300, 90))).toBeCloseTo(207, 1);
  });

  it('never end altogether, whatever others use', () => {
    expect(WINDOW_MS / spacingOf(pace(300, 5_000))).toBeCloseTo(15, 1);
    expect(WINDOW_MS / spacingOf(pace(2))).toBeCloseTo(1, 1);
  });
});

describe('how far ahead a lane may reserve', () => {
  const nowMs = 1_000_000;

  it.each([
    ['single', 60_000, 20_000],
    ['single', 9_000, 9_000],
    ['campaign', 60_000, 4_000],
    ['single', -5, 0],
  ] as const)('%s that can wait %i ms: %i ms', (lane, maxWaitMs, aheadMs) => {
    expect(latestStartMs({ lane, slots: 1, maxWaitMs }, nowMs)).toBe(nowMs + aheadMs);
  });
});

describe('usedPercent', () => {
  const before = { spacingMs: 500, taken: 10, atMs: 0 };

  it('is the share of the slots of the time between that were given', () => {
    expect(usedPercent(before, { ...before, taken: 100, atMs: WINDOW_MS })).toBe(75);
    expect(usedPercent(before, { ...before, taken: 130, atMs: WINDOW_MS })).toBe(100);
  });

  it('is unknown between two looks at the same moment', () => {
    expect(usedPercent(before, before)).toBeUndefined();
  });
});
