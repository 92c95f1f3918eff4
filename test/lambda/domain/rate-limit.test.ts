import type { Exchange } from '../../../lambda/domain/answer';
import { closedSecondsOf, rateFactsOf } from '../../../lambda/domain/rate-limit';

const answered = (status: number, headers: Record<string, string> = {}): Exchange => ({
  kind: 'answered',
  status,
  headers,
  body: undefined,
});
const told = (count: string, allowed: string, reset: string) => ({
  'inin-ratelimit-count': count,
  'inin-ratelimit-allowed': allowed,
  'inin-ratelimit-reset': reset,
});

describe('rateFactsOf', () => {
  it('reads the three headers', () => {
    expect(rateFactsOf(answered(200, told('12', '180', '61')))).toEqual({
      count: 12,
      allowedPerMinute: 180,
      resetSeconds: 61,
    });
  });

  it.each([
    [told('0', '300', '60')],
    [told('-1', '300', '60')],
    [told('1', 'many', '60')],
    [told('1', '300', '1e9')],
    [told('1', '99999999999', '60')],
    [told('1', '300', '')],
    [{}],
  ])('believes nothing else: %p', (headers) => {
    expect(rateFactsOf(answered(200, headers))).toBeUndefined();
  });

  it('takes no word from an answer to nobody in particular, or from no answer', () => {
    expect(rateFactsOf(answered(401, told('1', '300', '60')))).toBeUndefined();
    expect(rateFactsOf({ kind: 'noAnswer', cause: 'TIMEOUT' })).toBeUndefined();
  });
});

describe('closedSecondsOf', () => {
  it.each<[string, Exchange, number | undefined]>([
    ['any other answer', answered(503, { 'retry-after': '9' }), undefined],
    ['a 429 that says how long', answered(429, { 'retry-after': '9' }), 9],
    ['a 429 with a reset only', answered(429, told('300', '300', '17')), 17],
    ['a 429 that says nothing', answered(429), 3],
    ['a 429 that says nonsense', answered(429, { 'retry-after': '-7' }), 1],
    ['a 429 that asks for a day', answered(429, { 'retry-after': '86400' }), 900],
  ])('%s', (_, exchange, seconds) => {
    expect(closedSecondsOf(exchange)).toBe(seconds);
  });
});
