import * as fc from 'fast-check';
import type { FrequencyCap } from '../../../lambda/contract/limits';
import {
  askAgainAt,
  CAP_SPREAD_MS,
  isCapped,
  outdatedSends,
  roomFrom,
} from '../../../lambda/domain/frequency-caps';
import { sendIdOf } from '../../../lambda/domain/recipient';
import type { Recipient } from '../../../lambda/domain/recipient';
import { anIntent, keyOf } from '../../support/builders';
import { NOON_MS } from '../../support/fixed-clock';
import { limitsOf } from '../../support/limits';

const HOUR_MS = 3_600_000;
const hoursAgo = (...hours: readonly number[]): Recipient => ({
  sends: hours.map((hour, n) => ({ id: `other-${n}`, atMs: NOON_MS - hour * HOUR_MS })),
});
const intent = anIntent();

describe('the frequency caps', () => {
  const daily = [{ max: 3, perHours: 24 }];

  it.each([
    ['nothing was sent', hoursAgo(), undefined],
    ['less than the cap was sent', hoursAgo(1, 2), undefined],
    ['the cap is reached', hoursAgo(1, 2, 20), NOON_MS + 4 * HOUR_MS],
    ['more than the cap was sent', hoursAgo(1, 2, 20, 21), NOON_MS + 4 * HOUR_MS],
    ['what was sent is as old as the period', hoursAgo(1, 2, 24), undefined],
    ['a clock was ahead', hoursAgo(1, 2, -0.1), NOON_MS + 22 * HOUR_MS],
  ])('say when there is room where %s', (_, recipient, roomMs) => {
    expect(roomFrom(daily, recipient, intent, NOON_MS)).toBe(roomMs);
  });

  it('leave room when every one of them does', () => {
    const caps = [...daily, { max: 4, perHours: 168 }];

    expect(roomFrom(caps, hoursAgo(1, 30, 31, 32), intent, NOON_MS)).toBe(NOON_MS + 136 * HOUR_MS);
  });

  it('do not count an earlier send of the same notification', () => {
    const own = { id: sendIdOf(intent.notificationKey), atMs: NOON_MS };
    const { sends } = hoursAgo(1, 2);

    expect(roomFrom(daily, { sends: [...sends, own] }, intent, NOON_MS)).toBeUndefined();
  });

  it.each([
    ['there are none', {}, false],
    ['its type is exempt', { frequencyCaps: daily, exemptTypes: ['delivery-delay'] }, false],
    ['another type is exempt', { frequencyCaps: daily, exemptTypes: ['otp'] }, true],
  ])('apply to a notification or not where %s', (_, settings, applies) => {
    expect(isCapped(limitsOf(settings), intent)).toBe(applies);
  });

  it('ask those that wait for the same contact again one after the other', () => {
    const times = ['A', 'B', 'C', 'D'].map((letter) =>
      askAgainAt(NOON_MS, anIntent({ notificationKey: keyOf(letter) })),
    );

    expect(new Set(times).size).toBe(times.length);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(NOON_MS);
    expect(Math.max(...times)).toBeLessThan(NOON_MS + CAP_SPREAD_MS);
  });

  it('forget what no period reaches back to, but never what is about to be sent', () => {
    const own = { id: sendIdOf(intent.notificationKey), atMs: NOON_MS - 100 * HOUR_MS };
    const { sends } = hoursAgo(23, 24, 25);

    expect(outdatedSends(daily, [...sends, own], intent, NOON_MS)).toEqual(['other-1', 'other-2']);
  });

  it('leave room exactly when they say, and never let more through than they allow', () => {
    const caps = fc.array(
      fc.record({ max: fc.integer({ min: 1, max: 4 }), perHours: fc.integer({ min: 1, max: 48 }) }),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(caps, fc.array(fc.integer({ min: 1, max: 600 })), (some, gapsInMinutes) => {
        const { sends, all, isExact } = play(some, gapsInMinutes);

        expect(isExact).toBe(true);
        const excess = some.filter(({ max, perHours }) =>
          all.some((atMs) => countWithin(all, atMs, perHours) > max),
        );
        expect(excess).toEqual([]);
        // What a row holds is bounded by the cap of the longest period.
        const longest = Math.max(...some.map(({ perHours }) => perHours));
        const bound = Math.min(...some.flatMap((c) => (c.perHours === longest ? [c.max] : [])));
        expect(sends.length).toBeLessThanOrEqual(bound);
      }),
      { numRuns: 300 },
    );
  });
});

const countWithin = (all: readonly number[], atMs: number, perHours: number): number =>
  all.filter((ms) => ms <= atMs && ms > atMs - perHours * HOUR_MS).length;

/** Lets one notification after the other ask, and keeps a row as the ledger does. */
function play(caps: readonly FrequencyCap[], gapsInMinutes: readonly number[]) {
  let sends: Recipient['sends'] = [];
  let isExact = true;
  const all: number[] = [];
  let nowMs = NOON_MS;
  gapsInMinutes.forEach((gap, n) => {
    nowMs += gap * 60_000;
    const asking = { notificationKey: `${1000 + n}`.padEnd(52, 'A') };
    const roomAt = (ms: number) => roomFrom(caps, { sends }, asking, ms);
    const roomMs = roomAt(nowMs);
    if (roomMs === undefined) {
      const outdated = new Set(outdatedSends(caps, sends, asking, nowMs));
      const kept = sends.filter(({ id }) => !outdated.has(id));
      sends = [...kept, { id: sendIdOf(asking.notificationKey), atMs: nowMs }];
      all.push(nowMs);
      return;
    }
    isExact &&= roomMs > nowMs && roomAt(roomMs - 1) === roomMs && roomAt(roomMs) === undefined;
  });
  return { sends, all, isExact };
}
