import * as fc from 'fast-check';
import { minuteOfDay, WEEKDAYS } from '../../../lambda/contract/limits';
import type { QuietHours } from '../../../lambda/contract/limits';
import { localTimeAt } from '../../../lambda/domain/local-time';
import { releaseFrom } from '../../../lambda/domain/quiet-hours';
import { Random } from '../../simulation/random';
import { clockChanges, offsetOf } from '../../support/clock-changes';
import { quietHours } from '../../support/limits';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Whether it is quiet by the clock on the wall, which is right unless the clock has just been changed. */
function isQuietByClock(quiet: QuietHours, zone: string, atMs: number): boolean {
  const { year, month, day, hour, minute } = localTimeAt(zone, atMs);
  const [now, from, to] = [hour * 60 + minute, minuteOfDay(quiet.from), minuteOfDay(quiet.to)];
  const isOn = (daysAgo: number) => {
    const weekday = new Date(Date.UTC(year, month - 1, day - daysAgo)).getUTCDay();
    return quiet.days.includes(WEEKDAYS[weekday] ?? 'sun');
  };
  return from < to
    ? isOn(0) && now >= from && now < to
    : (isOn(0) && now >= from) || (isOn(1) && now < to);
}

/** Whether the clock on the wall says so as well, where it has not just been changed. */
const agreesWithClock = (quiet: QuietHours, zone: string, nowMs: number, isHeld: boolean) =>
  offsetOf(zone, nowMs - DAY_MS) !== offsetOf(zone, nowMs + DAY_MS) ||
  isHeld === isQuietByClock(quiet, zone, nowMs);

const failed = (checks: readonly (readonly [string, boolean])[]): string[] =>
  checks.flatMap(([what, isRight]) => (isRight ? [] : [what]));

/** How many messages are played, and over how many years. */
export interface Extent {
  readonly messages: number;
  readonly years: number;
}

export function describeAnywhere({ messages, years }: Extent): void {
  describe('whatever the schedule, the zone and the time of year', () => {
    const FROM_MS = Date.parse('2026-01-01T00:00:00Z');
    const UNTIL_MS = FROM_MS + years * 365 * DAY_MS;
    const RECIPIENTS_PER_RUN = 50;
    const zones = Intl.supportedValuesOf('timeZone');
    const changes = new Map(zones.map((zone) => [zone, clockChanges(zone, FROM_MS, UNTIL_MS)]));
    /** Some quiet weeks beside those in which clocks change: each costs every zone a look at its clock. */
    const WEEKS = Array.from({ length: 4 * years }, (_, n) => FROM_MS + n * 13 * 7 * DAY_MS);

    const timeOfDay = fc
      .integer({ min: 0, max: 24 * 60 - 1 })
      .map(
        (n) => `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`,
      );
    const schedules = fc
      .record({
        from: timeOfDay,
        to: timeOfDay,
        days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
        spread: fc.double({ min: 0, max: 1, noNaN: true }),
      })
      .filter(({ from, to }) => from !== to)
      .map(({ from, to, days, spread }) => {
        const open = (minuteOfDay(from) - minuteOfDay(to) + 1440) % 1440;
        return quietHours({
          from,
          to,
          days,
          spreadMinutes: Math.floor(spread * Math.min(open, 120)),
        });
      });
    /** Somebody somewhere, near a change of clocks there, or in a week of the year where there is none. */
    function someRecipient(random: Random) {
      const zone = zones[random.below(zones.length)] ?? 'UTC';
      const place = random.below(WEEKS.length);
      const edgeMs = changes.get(zone)?.[place] ?? WEEKS[place] ?? FROM_MS;
      const nowMs = Math.floor(edgeMs + random.between(-30, 30) * HOUR_MS);
      return { zone, nowMs, key: String(random.next()) };
    }

    /** What is wrong with how one message fares, and whether it was held. */
    function play(quiet: QuietHours, random: Random): { isHeld: boolean; wrong: string[] } {
      const { zone, nowMs, key } = someRecipient(random);
      const releaseOf = (atMs: number) => releaseFrom(quiet, zone, key, atMs);
      const releaseMs = releaseOf(nowMs);
      const isHeld = releaseMs !== undefined;
      const agrees = agreesWithClock(quiet, zone, nowMs, isHeld);
      const clock: [string, boolean] = ['the clock on the wall says something else', agrees];
      if (releaseMs === undefined) return { isHeld, wrong: failed([clock]) };

      const opensMs = releaseFrom({ ...quiet, spreadMinutes: 0 }, zone, key, nowMs) ?? 0;
      const spreadMs = releaseMs - opensMs;
      const meanwhileMs = Math.floor(random.between(nowMs, opensMs - 1));
      const openMs = Math.floor(random.between(opensMs, releaseMs));
      const wrong = failed([
        clock,
        // However often somebody looks while it is quiet, the release stays where it is.
        ['the release has moved', releaseOf(meanwhileMs) === releaseMs],
        ['released too early', opensMs > nowMs && spreadMs >= 0],
        ['released too late', spreadMs <= quiet.spreadMinutes * MINUTE_MS],
        // It is open from then on, so that the first asking after the release speaks.
        ['quiet again before the release', releaseOf(openMs) === undefined],
        ['quiet at the release', releaseOf(releaseMs) === undefined],
      ]);
      return { isHeld, wrong };
    }

    it(`one message of ${messages} is released once, in the first open time`, () => {
      let held = 0;
      fc.assert(
        fc.property(schedules, fc.integer(), (quiet, seed) => {
          const random = new Random(seed);
          const all = Array.from({ length: RECIPIENTS_PER_RUN }, () => play(quiet, random));

          expect(all.flatMap(({ wrong }) => wrong)).toEqual([]);
          held += all.filter(({ isHeld }) => isHeld).length;
        }),
        { numRuns: messages / RECIPIENTS_PER_RUN },
      );
      expect(held).toBeGreaterThan(0.2 * messages);
    });

    it('clocks change in enough zones to say so', () => {
      const edges = [...changes.values()].flat();

      expect(zones.length).toBeGreaterThan(400);
      expect(edges.length).toBeGreaterThan(2 * years * 100);
    });
  });
}
