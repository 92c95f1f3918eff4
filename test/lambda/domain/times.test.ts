import { resolveTimes } from '../../../lambda/domain/times';
import type { TimeFacts } from '../../../lambda/domain/times';
import { NOON_MS } from '../../support/fixed-clock';

const facts = (fields: Partial<TimeFacts> = {}): TimeFacts => ({
  eventAtMs: NOON_MS,
  defaultTimeZone: 'UTC',
  ...fields,
});
const at = (iso: string) => ({ notBeforeMs: Date.parse(iso) });
const berlin = (local: string) => ({ local, timeZone: 'Europe/Berlin' });

describe('the time a request wishes for', () => {
  it.each([
    ['nothing', {}, {}],
    ['an instant', { notBefore: '2026-12-01T09:00:00+01:00' }, at('2026-12-01T08:00:00Z')],
    ['a delay, counted from the event', { afterSeconds: 90 }, { notBeforeMs: NOON_MS + 90_000 }],
    ['no delay at all', { afterSeconds: 0 }, { notBeforeMs: NOON_MS }],
    ['a local time in winter', { notBefore: berlin('2026-12-01T09:00') }, at('2026-12-01T08:00Z')],
    ['a local time in summer', { notBefore: berlin('2026-07-01T09:00') }, at('2026-07-01T07:00Z')],
    [
      'a time that clocks skip, as the instant at which they do',
      { notBefore: berlin('2027-03-28T02:30') },
      at('2027-03-28T01:00Z'),
    ],
    [
      'a time that comes twice, as the first of the two',
      { notBefore: berlin('2026-10-25T02:30') },
      at('2026-10-25T00:30Z'),
    ],
    [
      'an end as well',
      { afterSeconds: 60, deliverBy: '2026-09-20T12:02:00Z' },
      { notBeforeMs: NOON_MS + 60_000, deliverByMs: NOON_MS + 120_000 },
    ],
    [
      'an end that is over, which is for the guardrails to say',
      { deliverBy: '2026-09-19T12:00:00Z' },
      { deliverByMs: NOON_MS - 86_400_000 },
    ],
  ])('may be %s', (_, when, times) => {
    expect(resolveTimes(when, facts())).toEqual({ kind: 'resolved', times });
  });

  it.each([
    ['the zone that is known', 'Asia/Tokyo', '2026-12-01T00:00Z'],
    ['the zone of the stage, where none is', undefined, '2026-12-01T08:00Z'],
    ['the zone of the stage, where nobody knows the one', 'Mars/Base', '2026-12-01T08:00Z'],
  ])("may be a local time of the recipient's, read in %s", (_, recipientTimeZone, iso) => {
    const notBefore = { local: '2026-12-01T09:00', timeZone: 'recipient' };
    const known = facts({ recipientTimeZone, defaultTimeZone: 'Europe/Berlin' });

    expect(resolveTimes({ notBefore }, known)).toEqual({ kind: 'resolved', times: at(iso) });
  });

  it.each([
    [
      'two beginnings',
      { notBefore: '2026-12-01T09:00:00Z', afterSeconds: 5 },
      'TWO_BEGINNINGS',
      'afterSeconds',
    ],
    [
      'a zone nobody knows',
      { notBefore: { local: '2026-12-01T09:00', timeZone: 'Mars/Base' } },
      'UNKNOWN_TIME_ZONE',
      'notBefore.timeZone',
    ],
    [
      'an end before the beginning',
      { afterSeconds: 60, deliverBy: '2026-09-20T12:00:59Z' },
      'DELIVER_BY_TOO_EARLY',
      'deliverBy',
    ],
    [
      'an end at the beginning',
      { afterSeconds: 60, deliverBy: '2026-09-20T12:01:00Z' },
      'DELIVER_BY_TOO_EARLY',
      'deliverBy',
    ],
  ])('is refused by name for %s', (_, when, code, path) => {
    expect(resolveTimes(when, facts())).toMatchObject({
      kind: 'invalid',
      problems: [{ code, path }],
    });
  });
});
