import * as fc from 'fast-check';
import { certaintyOf, retryAfterSeconds } from '../../../lambda/domain/answer';
import type { Exchange } from '../../../lambda/domain/answer';

const answered = (status: number): Exchange => ({
  kind: 'answered',
  status,
  headers: {},
  body: undefined,
});

describe('certaintyOf', () => {
  it.each([200, 201, 202])('takes %i for accepted, even without a body', (status) => {
    expect(certaintyOf(answered(status))).toBe('accepted');
  });

  it.each([400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 429])(
    'takes %i for certainly not sent',
    (status) => {
      expect(certaintyOf(answered(status))).toBe('notSent');
    },
  );

  it.each([300, 301, 302, 303, 304, 307, 308, 399])(
    'takes %i for certainly not sent, because it is never followed',
    (status) => {
      expect(certaintyOf(answered(status))).toBe('notSent');
    },
  );

  it.each([408, 500, 501, 502, 503, 504, 599])('leaves %i in doubt', (status) => {
    expect(certaintyOf(answered(status))).toBe('unknown');
  });

  it.each([0, 100, 199, 203, 204, 206, 402, 406, 418, 423, 425, 451, 499, 600, 999])(
    'leaves %i in doubt, because nobody listed it',
    (status) => {
      expect(certaintyOf(answered(status))).toBe('unknown');
    },
  );

  it.each(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'DEADLINE', 'CERT_HAS_EXPIRED'])(
    'takes a request that never left for not sent: %s',
    (cause) => {
      expect(certaintyOf({ kind: 'notSent', cause })).toBe('notSent');
    },
  );

  it.each(['DEADLINE', 'ECONNRESET', 'EPIPE', 'BODY_CUT', 'anything else'])(
    'leaves a request that left and met %s in doubt',
    (cause) => {
      expect(certaintyOf({ kind: 'noAnswer', cause })).toBe('unknown');
    },
  );
});

describe('retryAfterSeconds', () => {
  it.each([
    ['1', 1],
    ['7', 7],
    ['900', 900],
    ['901', 900],
    ['999999999', 900],
    ['1e300', 900],
    ['0', 1],
    ['-5', 1],
    ['0.2', 1],
    ['2.1', 3],
  ])('reads %p as %i', (header, seconds) => {
    expect(retryAfterSeconds({ 'retry-after': header })).toBe(seconds);
  });

  it.each([undefined, '', ' ', 'soon', 'Wed, 21 Oct 2026 07:28:00 GMT', 'Infinity', 'NaN', '1,5'])(
    'waits the smallest step of the official clients for %p',
    (header) => {
      const headers = header === undefined ? undefined : { 'retry-after': header };

      expect(retryAfterSeconds({ ...headers })).toBe(3);
    },
  );

  it.each([
    ['Wed, 21 Oct 2026 07:28:40 GMT', 40],
    ['Wed, 21 Oct 2026 07:27:00 GMT', 1],
    ['Wed, 21 Oct 2099 07:28:00 GMT', 900],
    ['5, 9', 3],
    ['2099-10-21', 3],
  ])('measures the date %p against the date of the answer', (header, seconds) => {
    const date = 'Wed, 21 Oct 2026 07:28:00 GMT';

    expect(retryAfterSeconds({ 'retry-after': header, date })).toBe(seconds);
  });

  it('is a whole number between 1 and 900 for any header', () => {
    const headers = fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String));

    fc.assert(
      fc.property(headers, (header) => {
        const seconds = retryAfterSeconds({ 'retry-after': header });

        expect(Number.isInteger(seconds) && seconds >= 1 && seconds <= 900).toBe(true);
      }),
    );
  });
});
