import { aString } from './support/anything';
import * as fc from 'fast-check';
import {
  countRequest,
  emptyRateWindow,
  type WindowSemantics,
} from '../../../local/genesys/model/rate-window';
import { startOrg } from './support/org';

const rule = (semantics: WindowSemantics) => ({ allowed: 2, windowMs: 60_000, semantics });

const refusals = (semantics: WindowSemantics, times: number[]): boolean[] => {
  const window = emptyRateWindow();
  return times.map((seconds) => countRequest(window, rule(semantics), seconds * 1000).refused);
};

describe('rate windows', () => {
  it.each([
    [
      'aligned',
      'frees all places at the full minute',
      [50, 55, 59, 60, 61, 62],
      [false, false, true, false, false, true],
    ],
    [
      'anchored',
      'frees all places a minute after the first request',
      [50, 55, 60, 109, 110, 111],
      [false, false, true, true, false, false],
    ],
    [
      'sliding',
      'frees each place a minute after its request',
      [50, 55, 60, 110, 111, 115],
      [false, false, true, false, true, false],
    ],
  ] as const)('%s: %s', (semantics, _what, times, expected) => {
    expect(refusals(semantics, [...times])).toEqual(expected);
  });

  it('never admits more than allowed in any window of its own kind', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<WindowSemantics>('aligned', 'sliding'),
        fc.array(fc.nat({ max: 40_000 }), { maxLength: 60 }),
        (semantics, steps) => {
          const window = emptyRateWindow();
          const admitted: number[] = [];
          let now = 0;
          for (const step of steps) {
            now += step;
            if (!countRequest(window, rule(semantics), now).refused) admitted.push(now);
          }
          const inWindow = (from: number): number =>
            admitted.filter((time) => time >= from && time < from + 60_000).length;
          const starts =
            semantics === 'sliding'
              ? admitted
              : admitted.map((time) => Math.floor(time / 60_000) * 60_000);
          return starts.every((from) => inWindow(from) <= 2);
        },
      ),
    );
  });

  describe('over HTTP', () => {
    it.each(['aligned', 'anchored', 'sliding'] as const)(
      'refuses with 429 and the time to wait, and admits again after it (%s)',
      async (rateWindow) => {
        const org = await startOrg({ settings: { rateWindow, requestsPerMinute: 2 } });
        // Into the middle of a minute, so that no aligned window ends during the test.
        const { epochMs } = await org.control('GET', '/clock');
        await org.control('POST', '/clock/advance', { ms: 90_000 - (epochMs % 60_000) });
        const me = () => org.call('GET', '/api/v2/tokens/me');

        const first = await me();
        await me();
        const refused = await me();
        const wait = Number(refused.headers.get('retry-after'));
        await org.control('POST', '/clock/advance', { ms: wait * 1000 });
        const after = await me();
        await org.close();

        expect(first.headers.get('inin-ratelimit-count')).toBe('1');
        expect(first.headers.get('inin-ratelimit-allowed')).toBe('2');
        expect(Number(first.headers.get('inin-ratelimit-reset'))).toBeGreaterThan(0);
        expect(refused.body).toMatchObject({
          status: 429,
          code: 'too.many.requests.retry.after',
          message: `Rate limit exceeded. Retry the request in [${wait}] seconds`,
          limit: {
            key: 'client.credentials.token.rate.per.minute',
            namespace: aString,
            value: '2',
          },
        });
        expect(after.status).toBe(200);
      },
    );

    it('counts each client for itself, by its own limit', async () => {
      const org = await startOrg();
      const client = await org.control('POST', '/oauth-clients', { requestsPerMinute: 1 });
      const token = await org.tokenOf(client);
      await org.callAs(token)('GET', '/api/v2/tokens/me');
      const refused = await org.callAs(await org.tokenOf(client))('GET', '/api/v2/tokens/me');
      const other = await org.call('GET', '/api/v2/tokens/me');
      await org.close();

      expect([refused.status, other.status]).toEqual([429, 200]);
    });
  });
});
