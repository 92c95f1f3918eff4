import * as fc from 'fast-check';
import { minuteOfDay, WEEKDAYS } from '../../../lambda/contract/limits';
import type { QuietHours } from '../../../lambda/contract/limits';
import { localTimeAt } from '../../../lambda/domain/local-time';
import { releaseFrom, zoneFor } from '../../../lambda/domain/quiet-hours';
import { clockChanges, offsetOf } from '../../support/clock-changes';
import { keyOf } from '../../support/builders';
import { Random } from '../../simulation/random';
import { limitsOf } from '../../support/limits';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const quietHours = (fields: Partial<QuietHours> = {}): QuietHours => {
  const nights = { from: '21:00', to: '08:00', timeZone: 'Europe/Berlin', spreadMinutes: 0 };
  const { quietHours: quiet } = limitsOf({ quietHours: { ...nights, ...fields } });
  if (quiet === undefined) throw new Error('no quiet hours');
  return quiet;
};
const release = (quiet: QuietHours, iso: string, key = keyOf('A')): string | undefined => {
  const releaseMs = releaseFrom(quiet, quiet.timeZone, key, Date.parse(iso));
  return releaseMs === undefined ? undefined : new Date(releaseMs).toISOString();
};

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

describe('quiet hours', () => {
  it.each([
    ['in the evening, until the next morning', '2026-09-20T19:00:00Z', '2026-09-21T06:00:00.000Z'],
    ['in the night, until the morning', '2026-09-20T23:30:00Z', '2026-09-21T06:00:00.000Z'],
    ['a moment before they end', '2026-09-21T05:59:59.999Z', '2026-09-21T06:00:00.000Z'],
  ])('hold a message %s', (_, now, until) => {
    expect(release(quietHours(), now)).toBe(until);
  });

  it.each([
    ['when they end', '2026-09-21T06:00:00Z'],
    ['during the day', '2026-09-21T12:00:00Z'],
    ['a moment before they begin', '2026-09-21T18:59:59.999Z'],
  ])('let a message go %s', (_, now) => {
    expect(release(quietHours(), now)).toBeUndefined();
  });

  it('may lie within a day', () => {
    const siesta = quietHours({ from: '13:00', to: '15:00' });

    expect(release(siesta, '2026-09-21T12:00:00Z')).toBe('2026-09-21T13:00:00.000Z');
    expect(release(siesta, '2026-09-21T13:00:00Z')).toBeUndefined();
  });

  it('of a Friday last until Saturday morning, though Saturday has none of its own', () => {
    const workdays = quietHours({ days: ['mon', 'tue', 'wed', 'thu', 'fri'] });

    expect(release(workdays, '2026-09-26T01:00:00Z')).toBe('2026-09-26T06:00:00.000Z');
    expect(release(workdays, '2026-09-26T21:00:00Z')).toBeUndefined();
  });

  it.each([
    ['spring', '2026-03-28T22:00:00Z', '2026-03-29T06:00:00.000Z'],
    ['autumn', '2026-10-24T22:00:00Z', '2026-10-25T07:00:00.000Z'],
  ])('end at eight by the clock, also in the night when clocks change in %s', (_, now, until) => {
    expect(release(quietHours(), now)).toBe(until);
  });

  it('go on where the only open hour is the one that clocks skip', () => {
    const openAtTwo = quietHours({ from: '03:00', to: '02:00' });

    expect(release(openAtTwo, '2026-03-28T12:00:00Z')).toBe('2026-03-30T00:00:00.000Z');
  });

  it('release what they held spread over some time, each message always at the same', () => {
    const spread = quietHours({ spreadMinutes: 30 });
    const keys = Array.from({ length: 600 }, (_, n) => `${keyOf('A').slice(4)}${1000 + n}`);
    const opens = Date.parse('2026-09-21T06:00:00Z');

    const offsets = keys.map((key) => {
      const releaseMs = releaseFrom(spread, 'Europe/Berlin', key, Date.parse('2026-09-21T01:00Z'));
      expect(releaseMs).toBe(releaseFrom(spread, 'Europe/Berlin', key, opens - 1));
      return ((releaseMs ?? 0) - opens) / MINUTE_MS;
    });

    expect(Math.min(...offsets)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...offsets)).toBeLessThan(30);
    const perThird = [0, 10, 20].map(
      (from) => offsets.filter((offset) => offset >= from && offset < from + 10).length,
    );
    for (const count of perThird) expect(count).toBeGreaterThan(140);
  });

  it.each([
    ['the contact’s own zone', true, 'Asia/Tokyo', 'Asia/Tokyo'],
    ['the stage’s where the contact’s is not wanted', false, 'Asia/Tokyo', 'Europe/Berlin'],
    ['the stage’s where nobody knows the contact’s', true, undefined, 'Europe/Berlin'],
    ['the stage’s where this runtime does not know it', true, 'Europe/Atlantis', 'Europe/Berlin'],
  ])('go by the clock of %s', (_, recipientTimeZone, timeZone, zone) => {
    expect(zoneFor(quietHours({ recipientTimeZone }), { timeZone, sends: [] })).toBe(zone);
  });
});

describe('whatever the schedule, the zone and the time of year', () => {
  const FROM_MS = Date.parse('2026-01-01T00:00:00Z');
  const UNTIL_MS = Date.parse('2028-12-31T00:00:00Z');
  const RUNS = 2_000;
  const RECIPIENTS_PER_RUN = 50;
  const zones = Intl.supportedValuesOf('timeZone');
  const changes = new Map(zones.map((zone) => [zone, clockChanges(zone, FROM_MS, UNTIL_MS)]));
  /** Some quiet weeks beside those in which clocks change: each costs every zone a look at its clock. */
  const WEEKS = Array.from({ length: 12 }, (_, n) => FROM_MS + n * 13 * 7 * DAY_MS);

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

  it(`one message of ${RUNS * RECIPIENTS_PER_RUN} is released once, in the first open time`, () => {
    let held = 0;
    fc.assert(
      fc.property(schedules, fc.integer(), (quiet, seed) => {
        const random = new Random(seed);
        const all = Array.from({ length: RECIPIENTS_PER_RUN }, () => play(quiet, random));

        expect(all.flatMap(({ wrong }) => wrong)).toEqual([]);
        held += all.filter(({ isHeld }) => isHeld).length;
      }),
      { numRuns: RUNS },
    );
    expect(held).toBeGreaterThan(0.2 * RUNS * RECIPIENTS_PER_RUN);
  });

  it('clocks change in enough zones to say so', () => {
    const edges = [...changes.values()].flat();

    expect(zones.length).toBeGreaterThan(400);
    expect(edges.length).toBeGreaterThan(6 * 100);
  });
});
