import { NOTHING_SEEN, paceAfter, watchOthers } from '../../../lambda/domain/other-consumers';
import type { OthersRange } from '../../../lambda/domain/other-consumers';

const MINUTE = 60_000;

/** What we see of an aligned minute: five requests of ours every second, and so many of others per minute in it. */
function watchMinutes(othersByMinute: readonly number[]): (OthersRange | undefined)[][] {
  let watch = NOTHING_SEEN;
  let number = 0;
  return othersByMinute.map((others, minute) =>
    Array.from({ length: 300 }, (_, index) => {
      const offsetMs = index * 200;
      const atMs = minute * MINUTE + offsetMs;
      number += 1;
      const count = index + 1 + Math.floor((others * offsetMs) / MINUTE);
      const resetSeconds = Math.max(1, Math.ceil((MINUTE - offsetMs) / 1000));
      const seen = watchOthers(watch, { atMs, slotMs: atMs, number, count, resetSeconds });
      watch = seen.watch;
      return seen.range;
    }),
  );
}

const lastOf = (ranges: readonly (OthersRange | undefined)[]): OthersRange | undefined =>
  ranges.findLast((range) => range !== undefined);
const firstOf = (ranges: readonly (OthersRange | undefined)[]): OthersRange | undefined =>
  ranges.find((range) => range !== undefined);

describe('requests that are not ours', () => {
  it.each([0, 30, 90, 200])('are told within a few of their number: %i', (others) => {
    const range = lastOf(watchMinutes([others, others, others]).at(-1) ?? []);

    expect(range?.atLeast).toBeLessThanOrEqual(others);
    expect(range?.atMost).toBeGreaterThanOrEqual(others);
    expect((range?.atMost ?? Infinity) - (range?.atLeast ?? 0)).toBeLessThanOrEqual(15);
  });

  it('count from the beginning of a minute only when two minutes have shown them', () => {
    const minutes = watchMinutes([90, 90, 90, 0, 0]);

    expect(firstOf(minutes[3] ?? [])?.atLeast).toBeGreaterThanOrEqual(80);
    expect(firstOf(minutes[4] ?? [])).toMatchObject({ atLeast: 0 });
  });

  it('are not taken for steady after a single burst', () => {
    const minutes = watchMinutes([0, 0, 150, 0]);

    expect(firstOf(minutes[3] ?? [])?.atMost).toBeLessThanOrEqual(15);
  });
});

describe('paceAfter', () => {
  const pace = { allowedPerMinute: 300, othersPerMinute: 50 };
  const facts = { count: 100, allowedPerMinute: 300 };

  it.each([
    [{ atLeast: 40, atMost: 60 }, undefined],
    [{ atLeast: 52, atMost: 60 }, undefined],
    [{ atLeast: 80, atMost: 95 }, 80],
    [{ atLeast: 0, atMost: 10 }, 10],
    [undefined, undefined],
  ])('stays within the range %p, and does not bother for little', (range, others) => {
    expect(paceAfter(pace, facts, range)?.othersPerMinute).toBe(others);
  });

  it('takes over another limit at once', () => {
    expect(paceAfter(pace, { count: 1, allowedPerMinute: 180 }, undefined)).toEqual({
      allowedPerMinute: 180,
      othersPerMinute: 50,
    });
  });

  it('slows down a step when the window is full, and does not speed up while it nearly is', () => {
    const range = { atLeast: 0, atMost: 10 };

    expect(paceAfter(pace, { ...facts, count: 300 }, range)?.othersPerMinute).toBe(53);
    expect(paceAfter(pace, { ...facts, count: 297 }, range)).toBeUndefined();
  });
});
