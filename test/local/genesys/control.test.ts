import { aNumber, aString, objectWith } from './support/anything';
import { startOrg, type Org } from './support/org';

describe('the control API', () => {
  let org: Org;
  beforeAll(async () => {
    org = await startOrg();
  });
  beforeEach(() => org.reset());
  afterAll(() => org.close());

  it.each([
    [
      '/contacts',
      { nam: 'Ada' },
      { field: 'nam', found: 'an unknown field', expected: 'no such field' },
    ],
    ['/contacts', { name: 7 }, { field: 'name', found: '7', expected: 'string' }],
    ['/conversations', {}, { field: 'contactId', found: 'undefined', expected: '"contactId"' }],
    ['/clock/advance', { ms: -1 }, { field: 'ms', found: '-1', expected: '>=1' }],
    ['/oauth-clients', { permissions: ['send'] }, { field: 'permissions.0', found: '"send"' }],
    ['/faults', { action: { kind: 'explode' } }, { field: 'action.kind', found: '"explode"' }],
    [
      '/event-sources',
      { kind: 'partner', endpoint: 'nowhere' },
      { field: 'endpoint', found: '"nowhere"' },
    ],
  ])('names field, found and expected for a wrong call of %s', async (path, body, issue) => {
    const answer = await org.control('POST', path, body);

    expect(answer.error).toContain(issue.field);
    expect(answer.issues).toContainEqual(objectWith(issue));
  });

  it('refuses a setting that does not exist', async () => {
    expect((await org.control('PATCH', '/settings', { speed: 1 })).issues).toEqual([
      { field: 'speed', found: 'an unknown field', expected: 'no such field' },
    ]);
  });

  it('points to its documentation for an unknown route', async () => {
    expect((await org.control('GET', '/nothing')).error).toContain('docs/simulator.md');
  });

  it('refuses to open Messenger twice for a live conversation', async () => {
    const { contactId, conversationId } = await org.messenger();

    expect((await org.control('POST', '/conversations', { contactId })).error).toContain(
      conversationId,
    );
  });

  it('logs each API request with redacted authorization and no body unless asked', async () => {
    const { contactId } = await org.messenger();
    await org.agentless(contactId);
    const quiet = (await org.requests()).at(-1)!;
    const loud = (await org.requests(`?since=${quiet.seq - 1}&bodies=true`)).at(-1)!;
    const token = await org.tokenOf();

    expect(quiet).toMatchObject({
      seq: aNumber,
      method: 'POST',
      path: '/api/v2/conversations/messages/agentless',
      status: 400,
      clientId: org.clientId,
      bodySize: aNumber,
      durationMs: aNumber,
      time: aString,
    });
    expect(quiet.headers.authorization).toMatch(/^Bearer ….{4}$/);
    expect(JSON.stringify(quiet)).not.toContain('Your order');
    expect(JSON.stringify(await org.requests())).not.toContain(token);
    expect(loud.body).toContain('Your order');
  });

  it('tells the whole truth in one document', async () => {
    const { contactId, conversationId } = await org.messenger({ text: 'hi' });
    await org.agentless(contactId, { useExistingActiveConversation: true });
    const truth = await org.control('GET', '/truth');

    expect(truth).toMatchObject({
      conversations: [{ conversationId, state: 'active' }],
      transcripts: { [conversationId]: [{ direction: 'inbound' }, { direction: 'outbound' }] },
      received: { [contactId]: [{ text: 'Your order has shipped.' }] },
      counters: { agentlessMessages: 1, conversationsStarted: 1, requests: 2, events: 1 },
    });
  });

  it('starts over with the same ids after a reset', async () => {
    await org.messenger();
    await org.control('PATCH', '/settings', { requestsPerMinute: 1 });
    await org.control('POST', '/clock/advance', { ms: 3_600_000 });
    const again = await org.control('POST', '/reset');
    const truth = await org.control('GET', '/truth');

    expect(again).toEqual({
      clientId: org.clientId,
      clientSecret: org.clientSecret,
      deploymentId: org.deploymentId,
    });
    expect(truth).toMatchObject({ conversations: [], counters: { requests: 0, events: 0 } });
    expect((await org.control('GET', '/settings')).requestsPerMinute).toBe(300);
  });

  it('dates its answers by its own clock', async () => {
    const { epochMs } = await org.control<{ epochMs: number }>('POST', '/clock/advance', {
      ms: 3_600_000,
    });
    const { headers } = await org.call('GET', '/api/v2/tokens/me');

    // A date counts whole seconds.
    expect(Date.parse(headers.get('date') ?? '')).toBeGreaterThan(epochMs - 1000);
  });

  it('gives the same ids for the same seed, whatever was called in between', async () => {
    const other = await startOrg();
    await other.call('GET', '/api/v2/tokens/me');
    const ids = [await org.contact(), await other.contact()];
    await other.close();

    expect(ids[0]).toBe(ids[1]);
    expect(org.clientId).toBe(other.clientId);
  });
});
