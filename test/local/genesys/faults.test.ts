import { request as httpRequest } from 'node:http';
import { createSeededActions } from '../../../local/genesys/faults/seeded-actions';
import { seededKinds } from '../../../local/genesys/faults/fault-schema';
import { toPathPattern } from '../../../local/genesys/faults/path-pattern';
import { startOrg, type Org } from './support/org';
import { until } from './support/until';

const row = (seed: string) => {
  const draw = createSeededActions({ seed, rate: 0.5, kinds: [...seededKinds] });
  return Array.from({ length: 50 }, draw);
};

describe('faults', () => {
  let org: Org;
  let conversationId: string;
  let token: string;
  beforeAll(async () => {
    org = await startOrg();
  });
  afterAll(() => org.close());
  beforeEach(async () => {
    await org.reset();
    ({ conversationId } = await org.messenger());
    token = await org.tokenOf();
  });

  const path = () => `/api/v2/conversations/messaging/${conversationId}/messages`;
  const script = (action: object, fields: object = {}) =>
    org.control('POST', '/faults', {
      match: { method: 'POST', path: '/api/v2/conversations/messaging/*/messages' },
      times: 1,
      action,
      ...fields,
    });
  const post = (signal?: AbortSignal) =>
    fetch(`${org.api}${path()}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'Hello' }),
      ...(signal === undefined ? {} : { signal }),
    });
  const stored = async (): Promise<number> => (await org.transcript(conversationId)).length;

  const outcome = async (): Promise<string> => {
    try {
      const response = await post();
      await response.text();
      return 'answered';
    } catch {
      return 'broken';
    }
  };

  describe.each([
    { kind: 'answer', status: 503, body: { code: 'service.unavailable' } },
    { kind: 'reset' },
    { kind: 'cut' },
    { kind: 'redirect', location: 'http://127.0.0.1:9/elsewhere' },
    { kind: 'non-json' },
  ])('$kind', (action) => {
    it('has stored the message before the answer when it commits before', async () => {
      await script({ ...action, commit: 'before' });
      await outcome();

      expect(await stored()).toBe(1);
    });

    it('stores the message after the client is done when it commits after', async () => {
      await script({ ...action, commit: 'after', commitDelayMs: 500 });
      await outcome();
      const atOnce = await stored();
      await until(async () => (await stored()) === 1);

      expect(atOnce).toBe(0);
    });

    it('stores nothing when it never commits', async () => {
      await script({ ...action, commit: 'never' });
      await outcome();
      await post();

      expect(await stored()).toBe(1);
    });
  });

  it('answers with any status, headers, body and content type', async () => {
    await script({
      kind: 'answer',
      status: 429,
      headers: { 'Retry-After': '7' },
      body: 'slow down',
      contentType: 'text/plain',
    });
    const response = await post();

    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('7');
    expect(response.headers.get('content-type')).toBe('text/plain');
    expect(await response.text()).toBe('slow down');
  });

  it('resets the socket without an answer', async () => {
    await script({ kind: 'reset' });

    await expect(post()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
  });

  it('cuts the body short of its announced length', async () => {
    await script({ kind: 'cut', afterBytes: 10 });
    const response = await post();

    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
  });

  it('redirects to another host', async () => {
    await script({ kind: 'redirect', location: 'http://evil.example/' });
    const response = await post();

    expect(response.status).toBe(307);
    expect(response.headers.get('location')).toBe('http://evil.example/');
  });

  it('answers a page instead of JSON', async () => {
    await script({ kind: 'non-json' });
    const response = await post();

    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toContain('<html>');
  });

  it.each(['headers', 'body'])('drips the %s', async (part) => {
    await script({ kind: 'drip', part, bytes: 16, intervalMs: 1 });
    const response = await post();

    expect(await response.json()).toMatchObject({ conversationId, status: 'sent' });
  });

  it('answers late, after the message was stored', async () => {
    await script({ kind: 'delay', ms: 80 });
    const startedAt = Date.now();
    const pending = post();
    await until(async () => (await stored()) === 1);
    const response = await pending;

    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(75);
    expect(response.status).toBe(200);
  });

  it('never answers, and stores the message once the client has given up', async () => {
    await script({ kind: 'silence', commit: 'after' });

    await expect(post(AbortSignal.timeout(50))).rejects.toThrow('aborted due to timeout');
    await until(async () => (await stored()) === 1);
    expect((await org.requests()).at(-1)).toMatchObject({
      status: null,
      executedStatus: 200,
      fault: { kind: 'silence', commit: 'after' },
    });
  });

  it('sends a huge body for as long as the client reads', async () => {
    await script({ kind: 'huge', bytes: 5_000_000 });
    const response = await post();

    expect((await response.arrayBuffer()).byteLength).toBe(5_000_000);
  });

  it('survives a client that hangs up on a huge body', async () => {
    await script({ kind: 'huge' });
    await new Promise<void>((resolve) => {
      const request = httpRequest(`${org.api}${path()}`, { method: 'POST' }, (response) => {
        response.once('data', () => {
          response.destroy();
          resolve();
        });
      });
      request.end();
    });

    expect((await org.control('GET', '/health')).status).toBe('ok');
  });

  it('skips, then strikes a number of times, then rests', async () => {
    await script({ kind: 'answer', status: 500 }, { skip: 1, times: 2 });
    const statuses: number[] = [];
    for (let turn = 0; turn < 4; turn += 1) statuses.push((await post()).status);

    expect(statuses).toEqual([200, 500, 500, 200]);
  });

  it('strikes one client only', async () => {
    const other = await org.control('POST', '/oauth-clients', {});
    await org.control('POST', '/faults', {
      match: { clientId: other.clientId, path: '/api/**' },
      action: { kind: 'answer', status: 500 },
    });
    const otherToken = await org.tokenOf(other);

    expect((await post()).status).toBe(200);
    expect((await org.callAs(otherToken)('GET', '/api/v2/tokens/me')).status).toBe(500);
  });

  it('shows its hits and can be taken away', async () => {
    const { id } = await script({ kind: 'answer', status: 500 }, { times: 5 });
    await post();

    expect(await org.control('GET', `/faults/${id}`)).toMatchObject({ id, seen: 1, hits: 1 });
    await org.control('DELETE', `/faults/${id}`);
    expect((await post()).status).toBe(200);
  });

  it('never touches the control API', async () => {
    await org.control('POST', '/faults', { action: { kind: 'reset' } });

    expect((await org.control('GET', '/health')).status).toBe('ok');
  });

  it('draws the same row of faults from the same seed', () => {
    expect(row('a')).toEqual(row('a'));
    expect(row('a')).not.toEqual(row('b'));
    expect(row('a').filter((action) => action === undefined).length).toBeGreaterThan(10);
  });

  it('strikes by seed at the given rate', async () => {
    await org.control('POST', '/faults/seeded', { seed: 7, rate: 1, kinds: ['rate-limited'] });

    expect((await post()).status).toBe(429);
  });

  it.each([
    ['/a/*/c', '/a/b/c', true],
    ['/a/*/c', '/a/b/b/c', false],
    ['/a/**', '/a/b/b/c', true],
    ['^/a/\\d+$', '/a/12', true],
    ['/a.b', '/axb', false],
  ])('matches the pattern %s against %s: %s', (pattern, tried, expected) => {
    expect(toPathPattern(pattern).test(tried)).toBe(expected);
  });
});
