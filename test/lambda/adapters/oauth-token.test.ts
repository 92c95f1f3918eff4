import * as fc from 'fast-check';
import { createHttpSender } from '../../../lambda/adapters/http-exchange';
import { createTokenRequester } from '../../../lambda/adapters/oauth-token';
import { fixedClock } from '../../support/fixed-clock';
import type { Answer, LoopbackServer } from '../../support/loopback-server';
import { answerJson, startLoopbackServer } from '../../support/loopback-server';
import type { GenesysPacer } from '../../../lambda/adapters/genesys-pacer';
import { noLimit } from '../../support/no-limit';

const SECRET = JSON.stringify({ clientId: 'id', clientSecret: 's:ecret' });

describe('createTokenRequester', () => {
  let server: LoopbackServer;
  let answer: Answer;
  let issued: number;
  const issue =
    (fields: object): Answer =>
    (response) =>
      answerJson(response, 200, { access_token: `token-${(issued += 1)}`, ...fields });

  beforeAll(async () => {
    server = await startLoopbackServer((...args) => answer(...args));
  });
  afterAll(() => server.close());
  beforeEach(() => {
    issued = 0;
    server.seen.splice(0);
    answer = issue({ expires_in: 86_400 });
  });

  const NOW = 1_000_000;
  const requester = (
    readSecret: () => Promise<string> = async () => SECRET,
    loginUrl = server.url,
    pacer: Pick<GenesysPacer, 'take'> = noLimit,
  ) => {
    const send = createHttpSender({ deadlineMs: 2_000, nowMs: Date.now });
    return createTokenRequester({
      loginUrl,
      readSecret,
      send,
      pacer,
      clock: fixedClock(NOW),
    });
  };

  it('logs in with client credentials', async () => {
    const token = await requester()();

    expect(token).toMatchObject({ kind: 'token', accessToken: 'token-1' });
    expect(server.seen).toMatchObject([
      {
        method: 'POST',
        path: '/oauth/token',
        headers: {
          authorization: `Basic ${Buffer.from('id:s:ecret').toString('base64')}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: 'grant_type=client_credentials',
      },
    ]);
  });

  it.each<[string, object, number]>([
    ['a day', { expires_in: 86_400 }, 86_400],
    ['a day, as a text', { expires_in: '86400' }, 86_400],
    ['no number', { expires_in: 'a day' }, 300],
    ['nothing to speak of', { expires_in: null }, 300],
    ['none', {}, 300],
    ['a negative one', { expires_in: -1 }, 300],
    ['a tiny one', { expires_in: 1 }, 300],
    ['an absurd one', { expires_in: 1e300 }, 172_800],
  ])(
    'wants a new token a minute before the end of its lifetime: %s',
    async (_, fields, seconds) => {
      answer = issue(fields);

      expect(await requester()()).toMatchObject({ refreshAtMs: NOW + (seconds - 60) * 1000 });
    },
  );

  it('reads the secret for each token, so that a rotated one is noticed', async () => {
    const secrets = ['old', 'new'].map((clientSecret) =>
      JSON.stringify({ clientId: 'id', clientSecret }),
    );
    const request = requester(async () => secrets.shift() ?? '');
    await request();
    await request();

    const logins = server.seen.map(({ headers }) => headers.authorization);

    expect(new Set(logins).size).toBe(2);
  });

  it.each([400, 401, 403])(
    'takes a %i of the login host for a refusal, with its code',
    async (status) => {
      answer = (response) =>
        answerJson(response, status, {
          error: 'invalid_client',
          description: 'authentication failed',
        });

      expect(await requester()()).toEqual({
        kind: 'refused',
        refusal: { status, code: 'invalid_client', missing: [] },
      });
    },
  );

  it.each([
    '',
    'not json',
    '[]',
    '{}',
    '{"clientId":"id"}',
    '{"clientId":"id","clientSecret":""}',
    'null',
  ])('refuses a secret nobody can read, without a request: %p', async (secret) => {
    expect(await requester(async () => secret)()).toEqual({
      kind: 'refused',
      refusal: { status: 0, code: 'credentials.unreadable', missing: [] },
    });
    expect(server.seen).toEqual([]);
  });

  it('is unavailable, not in doubt, while the secret cannot be fetched', async () => {
    let reads = 0;
    const request = requester(async () => {
      reads += 1;
      if (reads === 1) throw new Error('throttled');
      return SECRET;
    });

    expect(await request()).toMatchObject({ kind: 'unavailable', cause: 'SECRET_UNAVAILABLE' });
    expect(await request()).toMatchObject({ kind: 'token' });
  });

  it.each<[string, Answer, string, number]>([
    ['429', (r) => r.writeHead(429, { 'retry-after': '9' }).end(), 'LOGIN_HTTP_429', 9],
    ['503', (r) => r.writeHead(503).end('busy'), 'LOGIN_HTTP_503', 3],
    ['a 200 without a token', (r) => answerJson(r, 200, {}), 'LOGIN_HTTP_200', 3],
    ['a 200 that is no JSON', (r) => r.end('<html>'), 'LOGIN_HTTP_200', 3],
    ['a hung-up connection', (r) => r.socket?.resetAndDestroy(), 'LOGIN_ECONNRESET', 3],
  ])('is unavailable after %s, and asks again', async (_, failure, cause, retryAfterSeconds) => {
    answer = failure;
    const request = requester();

    expect(await request()).toEqual({ kind: 'unavailable', cause, retryAfterSeconds });
    answer = issue({});
    expect(await request()).toMatchObject({ kind: 'token' });
  });

  it('survives any lifetime a login host can spell', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (expiresIn) => {
        answer = issue({ expires_in: expiresIn });

        const token = await requester()();

        const refreshAtMs = token.kind === 'token' ? token.refreshAtMs : Number.NaN;
        expect(refreshAtMs).toBeGreaterThanOrEqual(NOW + 240_000);
        expect(refreshAtMs).toBeLessThanOrEqual(NOW + 172_740_000);
      }),
      { numRuns: 50 },
    );
  });
});
