import { answerJson, startLoopbackServer } from '../support/loopback-server';
import { startOrgUnderFire } from './org-under-fire';
import type { OrgUnderFire } from './org-under-fire';

const LOGIN = { method: 'POST', path: '/oauth/token' };
const answer = (status: number, fields: object = {}) => ({ kind: 'answer', status, ...fields });

const UNAVAILABLE: readonly (readonly [string, object, string])[] = [
  ['a reset connection', { kind: 'reset' }, 'LOGIN_ECONNRESET'],
  ['no answer', { kind: 'silence' }, 'LOGIN_DEADLINE'],
  ['an answer after the deadline', { kind: 'delay', ms: 600 }, 'LOGIN_DEADLINE'],
  ['dripping headers', { kind: 'drip', part: 'headers', intervalMs: 40 }, 'LOGIN_DEADLINE'],
  ['a dripping body', { kind: 'drip', part: 'body', intervalMs: 40 }, 'LOGIN_HTTP_200'],
  ['a cut body', { kind: 'cut' }, 'LOGIN_HTTP_200'],
  ['a body of 50 MB', { kind: 'huge' }, 'LOGIN_HTTP_200'],
  ['a page', { kind: 'non-json' }, 'LOGIN_HTTP_200'],
  ['an empty 200', answer(200), 'LOGIN_HTTP_200'],
  ['a 200 without a token', answer(200, { body: { expires_in: 300 } }), 'LOGIN_HTTP_200'],
  ['a 200 with an empty token', answer(200, { body: { access_token: '' } }), 'LOGIN_HTTP_200'],
  ['a token that is no text', answer(200, { body: { access_token: 7 } }), 'LOGIN_HTTP_200'],
  ['a 202', answer(202, { body: { access_token: 'later' } }), 'LOGIN_HTTP_202'],
  ['a 404', answer(404), 'LOGIN_HTTP_404'],
  ['a 408', answer(408), 'LOGIN_HTTP_408'],
  ['a 429', answer(429), 'LOGIN_HTTP_429'],
  ['a 500', answer(500), 'LOGIN_HTTP_500'],
  ['a 503', answer(503), 'LOGIN_HTTP_503'],
];

const REFUSED: readonly (readonly [string, object, object])[] = [
  [
    'an invalid client',
    answer(401, { body: { error: 'invalid_client' } }),
    { status: 401, code: 'invalid_client' },
  ],
  [
    'the same with a 400',
    answer(400, { body: { error: 'invalid_client' } }),
    { status: 400, code: 'invalid_client' },
  ],
  ['a 403 without words', answer(403), { status: 403, code: 'none' }],
  ['a 400 with a page', { kind: 'non-json', status: 400 }, { status: 400, code: 'none' }],
];

describe('a send that needs a token first', () => {
  let org: OrgUnderFire;
  beforeAll(async () => {
    org = await startOrgUnderFire();
  }, 60_000);
  beforeEach(() => dropToken());
  afterAll(() => org.close());

  /** Has the table forget its token, by the way that a refused one is forgotten. */
  async function dropToken(): Promise<void> {
    const tokens = org.openTokens();
    const held = await tokens.getToken();
    if (held.kind === 'token') await tokens.discard(held.accessToken);
  }

  async function send(readSecret?: () => Promise<string>) {
    const recipient = await org.newRecipient(true);
    await org.newRequests();
    const api = org.openApi('platform', { tokens: org.openTokens({ hasty: true, readSecret }) });
    const said = await api.sendIntoConversation({ ...recipient, text: 'Your parcel is late.' });
    const paths = (await org.newRequests()).map(({ path }) => path);
    const received = await org.countReceived(recipient, 'Your parcel is late.');
    return { said, received, logins: paths.filter((path) => path === LOGIN.path).length, paths };
  }

  it.each(UNAVAILABLE)('sends nothing and stays hopeful after %s', async (_, action, cause) => {
    await org.misbehave(LOGIN, action);

    const { said, received, logins, paths } = await send();
    await org.behave();
    const next = await send();

    expect(said).toMatchObject({ kind: 'unavailable', cause, calls: 0 });
    expect({ received, logins, requests: paths.length }).toEqual({
      received: 0,
      logins: 1,
      requests: 1,
    });
    // The lease went with the failure: the next one asks at once and is served.
    expect(next).toMatchObject({ said: { kind: 'accepted' }, received: 1, logins: 1 });
  });

  it.each(REFUSED)('sends nothing and gives up after %s', async (_, action, refusal) => {
    await org.misbehave(LOGIN, action);

    const { said, received, logins } = await send();
    await org.behave();

    expect(said).toMatchObject({ kind: 'refused', refusal, calls: 0 });
    expect({ received, logins }).toEqual({ received: 0, logins: 1 });
  });

  it.each([301, 302, 303, 307, 308])('takes no credentials along a %i', async (status) => {
    const elsewhere = await startLoopbackServer((response) =>
      answerJson(response, 200, { access_token: 'stolen' }),
    );
    await org.misbehave(LOGIN, { kind: 'redirect', status, location: elsewhere.url });

    const { said, received } = await send();
    await org.behave();
    await elsewhere.close();

    expect(elsewhere.seen).toEqual([]);
    expect(said).toMatchObject({ kind: 'unavailable', cause: `LOGIN_HTTP_${status}`, calls: 0 });
    expect(received).toBe(0);
  });

  it.each([
    ['11', 11],
    ['-5', 1],
    ['99999999', 900],
    ['Wed, 21 Oct 2099 07:28:00 GMT', 900],
  ])('waits for the login host when Retry-After is "%s"', async (header, retryAfterSeconds) => {
    await org.misbehave(LOGIN, answer(429, { headers: { 'retry-after': header } }));

    const { said } = await send();
    await org.behave();

    expect(said).toMatchObject({ kind: 'unavailable', retryAfterSeconds });
  });

  it.each([
    ['cannot be read', () => Promise.reject(new Error('throttled')), { kind: 'unavailable' }],
    ['is no JSON', async () => 'secret', { refusal: { code: 'credentials.unreadable' } }],
    ['is a list', async () => '[]', { refusal: { code: 'credentials.unreadable' } }],
    ['is empty', async () => '{"clientId":""}', { refusal: { code: 'credentials.unreadable' } }],
  ])('asks nobody when the secret %s', async (_, readSecret, answered) => {
    const { said, received, paths } = await send(readSecret);

    expect(said).toMatchObject({ ...answered, calls: 0 });
    expect({ received, paths }).toEqual({ received: 0, paths: [] });
  });

  it.each([
    ['is missing', {}],
    ['is zero', { expires_in: 0 }],
    ['is negative', { expires_in: -1 }],
    ['is absurd', { expires_in: 1e15 }],
  ])('asks once and shares the token when its lifetime %s', async (_, lifetime) => {
    await org.newRequests();
    await org.misbehave(LOGIN, answer(200, { body: { access_token: 'short', ...lifetime } }));

    const environments = Array.from({ length: 8 }, () => org.openTokens());
    const tokens = await Promise.all(environments.map((each) => each.getToken()));
    await org.behave();

    expect(new Set(tokens.map((each) => each.kind === 'token' && each.accessToken))).toEqual(
      new Set(['short']),
    );
    expect(await org.newRequests()).toHaveLength(1);
  });
});
