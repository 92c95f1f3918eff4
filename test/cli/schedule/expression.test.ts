import { readExpression } from '../../../cli/schedule/expression';
import type { TimeOptions } from '../../../cli/schedule/expression';
import { NOON_MS } from '../../support/fixed-clock';

const iso = (times: readonly number[]) =>
  times.map((ms) => new Date(ms).toISOString().slice(0, 16));
function read(options: TimeOptions, nowMs = NOON_MS) {
  const found = readExpression(options, nowMs);
  return found.kind === 'unusable'
    ? found.problem
    : { sent: found.expression, zone: found.timeZone, next: iso(found.next) };
}

describe('the time of a schedule', () => {
  it.each([
    ['2026-12-01T09:00:00Z', undefined, 'at(2026-12-01T09:00:00)'],
    ['2026-12-01T09:00:00+01:00', 'Asia/Tokyo', 'at(2026-12-01T08:00:00)'],
    ['2026-12-01T09:00', undefined, 'at(2026-12-01T09:00:00)'],
    ['2026-12-01T09:00', 'Europe/Berlin', 'at(2026-12-01T08:00:00)'],
    ['2027-07-01T09:00', 'Europe/Berlin', 'at(2027-07-01T07:00:00)'],
    // Skipped in spring, and twice in autumn.
    ['2027-03-28T02:30', 'Europe/Berlin', 'at(2027-03-28T01:00:00)'],
    ['2026-10-25T02:30', 'Europe/Berlin', 'at(2026-10-25T00:30:00)'],
  ])('given as %s in %s is sent as one instant, whatever the clocks do', (at, zone, sent) => {
    expect(read({ at, zone })).toMatchObject({ sent, zone: 'UTC' });
  });

  it.each([
    ['90s', 'at(2026-09-20T12:01:30)'],
    ['15m', 'at(2026-09-20T12:15:00)'],
    ['2h', 'at(2026-09-20T14:00:00)'],
    ['3d', 'at(2026-09-23T12:00:00)'],
  ])('given as a delay of %s is one instant', (after, sent) => {
    expect(read({ after })).toMatchObject({ sent });
  });

  it.each([
    ['1 minute', 'rate(1 minute)'],
    ['1 hours', 'rate(1 hour)'],
    ['15 minute', 'rate(15 minutes)'],
    ['2 days', 'rate(2 days)'],
  ])('given as every %s is sent in proper English', (rate, sent) => {
    expect(read({ rate })).toMatchObject({ sent });
  });

  it('given as cron goes to Scheduler with its zone, and says when it fires', () => {
    expect(read({ cron: '0 9 ? * MON-FRI *', zone: 'Europe/Berlin' })).toEqual({
      sent: 'cron(0 9 ? * MON-FRI *)',
      zone: 'Europe/Berlin',
      next: ['2026-09-21T07:00', '2026-09-22T07:00', '2026-09-23T07:00'],
    });
  });

  it.each([
    ['15 12 * * ? *', ['2026-09-20T12:15', '2026-09-21T12:15', '2026-09-22T12:15']],
    ['0/20 12 * * ? *', ['2026-09-20T12:20', '2026-09-20T12:40', '2026-09-21T12:00']],
    ['0 0 L * ? *', ['2026-09-30T00:00', '2026-10-31T00:00', '2026-11-30T00:00']],
    ['0 0 ? * 6L *', ['2026-09-25T00:00', '2026-10-30T00:00', '2026-11-27T00:00']],
    ['0 0 ? * 2#1 *', ['2026-10-05T00:00', '2026-11-02T00:00', '2026-12-07T00:00']],
    ['0 0 1W * ? *', ['2026-10-01T00:00', '2026-11-02T00:00', '2026-12-01T00:00']],
    ['0 0 31W * ? *', ['2026-10-30T00:00', '2026-12-31T00:00', '2027-01-29T00:00']],
    ['0 0 29 2 ? *', ['2028-02-29T00:00', '2032-02-29T00:00', '2036-02-29T00:00']],
    ['30 8,20 1 JAN,JUL ? 2027', ['2027-01-01T08:30', '2027-01-01T20:30', '2027-07-01T08:30']],
    ['0 12 20 9 ? 2026-2027', ['2027-09-20T12:00']],
  ])('given as cron(%s) fires when AWS says it does', (cron, next) => {
    expect(read({ cron })).toMatchObject({ next });
  });

  it('leaves out a time that the clocks skip', () => {
    const before = Date.UTC(2027, 2, 26, 12);

    expect(read({ cron: '30 2 * * ? *', zone: 'Europe/Berlin' }, before)).toMatchObject({
      next: ['2027-03-27T01:30', '2027-03-29T00:30', '2027-03-30T00:30'],
    });
  });

  it('fires once at a time that comes twice', () => {
    const before = Date.UTC(2026, 9, 24, 12);

    expect(read({ cron: '30 2 * * ? *', zone: 'Europe/Berlin' }, before)).toMatchObject({
      next: ['2026-10-25T00:30', '2026-10-26T01:30', '2026-10-27T01:30'],
    });
  });

  it.each<[string, TimeOptions, RegExp]>([
    ['no time', {}, /exactly one of --at, --after, --rate and --cron/],
    ['two times', { at: '2026-12-01T09:00', after: '5m' }, /exactly one/],
    ['an unknown zone', { at: '2026-12-01T09:00', zone: 'Mars/Base' }, /--zone: "Mars\/Base"/],
    ['a time in the past', { at: '2026-09-20T11:59:59Z' }, /--at: .* is in the past/],
    ['a time in words', { at: 'tomorrow' }, /--at: "tomorrow" is neither/],
    ['a day without a time', { at: '2026-12-01' }, /--at: .* is neither/],
    ['a delay of nothing', { after: '0m' }, /--after: "0m" is not a delay/],
    ['a rate of zero', { rate: '0 minutes' }, /--rate: "0 minutes" is not a rate/],
    ['a rate in seconds', { rate: '30 seconds' }, /--rate: "30 seconds"/],
    ['a day that no month has', { cron: '0 9 30 2 ? *' }, /--cron: "0 9 30 2 \? \*" never fires/],
    ['a year that is over', { cron: '0 9 * * ? 2025' }, /never fires/],
    ['five fields', { cron: '0 9 * * *' }, /5 fields instead of 6/],
    ['two days', { cron: '0 9 1 * MON *' }, /either day of month or day of week must be "\?"/],
    ['no day', { cron: '0 9 ? * ? *' }, /must be "\?"/],
    ['an hour too many', { cron: '0 24 * * ? *' }, /hours: "24" is not between 0 and 23/],
    ['a range that runs backwards', { cron: '0 9 ? * FRI-MON *' }, /day of week: "FRI-MON"/],
    ['a step of zero', { cron: '0/0 9 * * ? *' }, /minutes: "0\/0"/],
  ])('is refused for %s', (_, options, problem) => {
    expect(read(options)).toMatch(problem);
  });
});
