import * as fc from 'fast-check';
import { createHttpSender } from '../../../lambda/adapters/http-exchange';
import { createTokenSource } from '../../../lambda/adapters/oauth-token';
import { fixedClock } from '../../support/fixed-clock';
import type { Answer, LoopbackServer } from '../../support/loopback-server';
import { answerJson, startLoopbackServer } from '../../support/loopback-server';

const SECRET = JSON.stringify({ clientId: 'id', clientSecret: 's:ecret' });

describe('createTokenSource', () => {
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

  const source = (
    readSecret: () => Promise<string> = async () => SECRET,
    loginUrl = server.url,
  ) => {
    const clock = fixedClock();
    const send = createHttpSender({ deadlineMs: 2_000, nowMs: Date.now });
    const tokens = createTokenSource({ loginUrl, readSecret, send, clock });
    return {
      clock,
      getToken: () => tokens.getToken(),
      discard: (accessToken: string) => tokens.discard(accessToken),
    };
  };

  it('logs in with client credentials', async () => {
    const token = await source().getToken();

    expect(token).toEqual({ kind: 'token', accessToken: 'token-1' });
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

  it('asks once for fifty who wait', async () => {
    const { getToken } = source();

    const tokens = await Promise.all(Array.from({ length: 50 }, getToken));

    expect(new Set(tokens.map((token) => JSON.stringify(token))).size).toBe(1);
    expect(server.seen).toHaveLength(1);
  });

  it('keeps a token until a minute before its end', async () => {
    const { clock, getToken } = source();
    await getToken();

    clock.advance((86_400 - 60) * 1000 - 1);
    const kept = await getToken();
    clock.advance(1);
    const fresh = await getToken();

    expect([kept, fresh]).toMatchObject([{ accessToken: 'token-1' }, { accessToken: 'token-2' }]);
  });

  it.each<[string, object, number]>([
    ['none', {}, 300],
    ['a negative one', { expires_in: -1 }, 300],
    ['a tiny one', { expires_in: 1 }, 300],
    ['an absurd one', { expires_in: 1e300 }, 172_800],
  ])('takes a lifetime of %s for the nearest that Genesys allows', async (_, fields, seconds) => {
    answer = issue(fields);
    const { clock, getToken } = source();
    await getToken();

    clock.advance((seconds - 60) * 1000 - 1);
    await getToken();
    const whileItLives = server.seen.length;
    clock.advance(1);
    await getToken();

    expect([whileItLives, server.seen.length]).toEqual([1, 2]);
  });

  it('asks anew after a token was refused', async () => {
    const { getToken, discard } = source();
    await getToken();

    discard('token-1');

    expect(await getToken()).toMatchObject({ accessToken: 'token-2' });
  });

  it('keeps the fresh token when an older one is refused late', async () => {
    const { getToken, discard } = source();
    await getToken();
    discard('token-1');
    await getToken();

    discard('token-1');

    expect(await getToken()).toMatchObject({ accessToken: 'token-2' });
  });

  it('reads the secret for each token, so that a rotated one is noticed', async () => {
    const secrets = ['old', 'new'].map((clientSecret) =>
      JSON.stringify({ clientId: 'id', clientSecret }),
    );
    const { getToken, discard } = source(async () => secrets.shift() ?? '');
    await getToken();
    discard('token-1');
    await getToken();

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

      expect(await source().getToken()).toEqual({
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
    expect(await source(async () => secret).getToken()).toEqual({
      kind: 'refused',
      refusal: { status: 0, code: 'credentials.unreadable', missing: [] },
    });
    expect(server.seen).toEqual([]);
  });

  it('is unavailable, not in doubt, while the secret cannot be fetched', async () => {
    let reads = 0;
    const { getToken } = source(async () => {
      reads += 1;
      if (reads === 1) throw new Error('throttled');
      return SECRET;
    });

    expect(await getToken()).toMatchObject({ kind: 'unavailable', cause: 'SECRET_UNAVAILABLE' });
    expect(await getToken()).toMatchObject({ kind: 'token' });
  });

  it.each<[string, Answer, string, number]>([
    ['429', (r) => r.writeHead(429, { 'retry-after': '9' }).end(), 'LOGIN_HTTP_429', 9],
    ['503', (r) => r.writeHead(503).end('busy'), 'LOGIN_HTTP_503', 3],
    ['a 200 without a token', (r) => answerJson(r, 200, {}), 'LOGIN_HTTP_200', 3],
    ['a 200 that is no JSON', (r) => r.end('<html>'), 'LOGIN_HTTP_200', 3],
    ['a hung-up connection', (r) => r.socket?.resetAndDestroy(), 'LOGIN_ECONNRESET', 3],
  ])('is unavailable after %s, and asks again', async (_, failure, cause, retryAfterSeconds) => {
    answer = failure;
    const { getToken } = source();

    expect(await getToken()).toEqual({ kind: 'unavailable', cause, retryAfterSeconds });
    answer = issue({});
    expect(await getToken()).toMatchObject({ kind: 'token' });
  });

  it('survives any lifetime a login host can spell', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (expiresIn) => {
        answer = issue({ expires_in: expiresIn });

        const { kind } = await source().getToken();

        expect(kind === 'token').toBe(typeof expiresIn === 'number');
      }),
      { numRuns: 50 },
    );
  });
});
