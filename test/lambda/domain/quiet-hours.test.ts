import type { QuietHours } from '../../../lambda/contract/limits';
import { releaseFrom, zoneFor } from '../../../lambda/domain/quiet-hours';
import { keyOf } from '../../support/builders';
import { quietHours } from '../../support/limits';
import { describeAnywhere } from './quiet-hours-anywhere';

const MINUTE_MS = 60_000;

const release = (quiet: QuietHours, iso: string, key = keyOf('A')): string | undefined => {
  const releaseMs = releaseFrom(quiet, quiet.timeZone, key, Date.parse(iso));
  return releaseMs === undefined ? undefined : new Date(releaseMs).toISOString();
};

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

describeAnywhere({ messages: 10_000, years: 1 });
