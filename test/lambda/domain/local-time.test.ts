import * as fc from 'fast-check';
import {
  addDays,
  instantOfLocal,
  isTimeZone,
  localTimeAt,
} from '../../../lambda/domain/local-time';
import type { LocalTime } from '../../../lambda/domain/local-time';

const at = (iso: string): LocalTime => {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = iso.split(/\D/).map(Number);
  return { year, month, day, hour, minute };
};
const instant = (zone: string, local: string) =>
  new Date(instantOfLocal(zone, at(local))).toISOString();

/** By another way of asking. */
const shownBy = (timeZone: string, ms: number) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(ms);

const zones = Intl.supportedValuesOf('timeZone');
const HOUR_MS = 3_600_000;
const THREE_YEARS = {
  min: Date.parse('2026-01-01T00:00:00Z'),
  max: Date.parse('2028-12-31T23:59:00Z'),
};

describe('a local time', () => {
  it.each([
    ['Europe/Berlin', '2026-01-15T09:00', '2026-01-15T08:00:00.000Z'],
    ['Europe/Berlin', '2026-07-15T09:00', '2026-07-15T07:00:00.000Z'],
    ['America/New_York', '2026-07-15T09:00', '2026-07-15T13:00:00.000Z'],
    ['Asia/Kathmandu', '2026-07-15T09:00', '2026-07-15T03:15:00.000Z'],
    ['Pacific/Kiritimati', '2026-07-15T09:00', '2026-07-14T19:00:00.000Z'],
    ['UTC', '2026-07-15T09:00', '2026-07-15T09:00:00.000Z'],
  ])('in %s, %s, is one instant', (zone, local, expected) => {
    expect(instant(zone, local)).toBe(expected);
  });

  it.each([
    ['Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
    ['America/New_York', '2026-11-01T01:30', '2026-11-01T05:30:00.000Z'],
    ['Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-04T14:45:00.000Z'],
  ])('that comes twice in %s is its first coming', (zone, local, expected) => {
    expect(instant(zone, local)).toBe(expected);
  });

  it.each([
    ['Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:00:00.000Z'],
    ['America/New_York', '2026-03-08T02:59', '2026-03-08T07:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:30:00.000Z'],
  ])('that clocks skip in %s is the instant at which they do', (zone, local, expected) => {
    expect(instant(zone, local)).toBe(expected);
  });

  it('reads back from its instant in every zone, whatever the season', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer(THREE_YEARS), (zone, ms) => {
        const wholeMinute = Math.floor(ms / 60_000) * 60_000;
        const local = localTimeAt(zone, wholeMinute);
        const back = instantOfLocal(zone, local);

        expect(localTimeAt(zone, back)).toEqual(local);
        // Off by less than a day only where the clock shows the same time twice; the first is meant.
        expect(back).toBeLessThanOrEqual(wholeMinute);
        expect(wholeMinute - back).toBeLessThanOrEqual(24 * HOUR_MS);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is what the runtime itself shows there, also in a week in which clocks change', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer(THREE_YEARS), (zone, ms) => {
        expect(localTimeAt(zone, ms)).toEqual(at(shownBy(zone, ms)));
      }),
      { numRuns: 500 },
    );
  });

  it('stays the same time of day some days later, also across a change of clocks', () => {
    const evening = at('2026-03-28T21:00');

    expect(instantOfLocal('Europe/Berlin', addDays(evening, 1))).toBe(
      instantOfLocal('Europe/Berlin', evening) + 23 * HOUR_MS,
    );
    expect(addDays(at('2026-12-31T21:00'), 1)).toEqual(at('2027-01-01T21:00'));
  });
});

describe('a time zone', () => {
  it.each(['Europe/Berlin', 'UTC', 'America/Argentina/Ushuaia'])(
    'is known by its name: %s',
    (zone) => {
      expect(isTimeZone(zone)).toBe(true);
    },
  );

  it.each(['Europe/Atlantis', '', 'recipient'])('that does not exist is told: %p', (zone) => {
    expect(isTimeZone(zone)).toBe(false);
  });
});
