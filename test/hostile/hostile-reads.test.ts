import { startOrgUnderFire } from './org-under-fire';
import type { OrgUnderFire, Recipient } from './org-under-fire';

const answer = (status: number, fields: object = {}) => ({ kind: 'answer', status, ...fields });
const json = (body: unknown) => answer(200, { body });

const SPOILED: readonly (readonly [string, object])[] = [
  ['a reset connection', { kind: 'reset' }],
  ['no answer', { kind: 'silence' }],
  ['an answer after the deadline', { kind: 'delay', ms: 600 }],
  ['dripping headers', { kind: 'drip', part: 'headers', intervalMs: 40 }],
  ['a dripping body', { kind: 'drip', part: 'body', intervalMs: 40 }],
  ['a cut body', { kind: 'cut' }],
  ['a body of 50 MB', { kind: 'huge' }],
  ['a page', { kind: 'non-json' }],
  ['an empty 200', answer(200)],
  ['a 200 that is null', json('null')],
  ['a 200 that is a list', json([])],
  ['a 200 that is a number', json('7')],
  ['a 200 without fields', json({})],
  ['a 202', answer(202, { body: {} })],
  ['a 204', answer(204)],
  ['a 307', { kind: 'redirect', location: 'http://127.0.0.1:9/' }],
  ['a 408', answer(408)],
  ['a 409', answer(409)],
  ['a 429', answer(429)],
  ['a 500', answer(500)],
  ['a 502', answer(502)],
  ['a 503', answer(503)],
  ['a 504', answer(504)],
];

const LIST = '/api/v2/conversations/messages/*';
const BULK = '/api/v2/conversations/messages/*/messages/bulk';

describe('what is read of a conversation', () => {
  let org: OrgUnderFire;
  let recipient: Recipient & { conversationId: string };
  beforeAll(async () => {
    org = await startOrgUnderFire();
    recipient = { conversationId: '', ...(await org.newRecipient(true)) };
    const api = org.openApi('platform');
    await api.sendIntoConversation({ ...recipient, text: 'Your parcel is late.' });
  }, 60_000);
  afterEach(() => org.behave());
  afterAll(() => org.close());

  describe.each(['platform', 'thread'] as const)('before a send, %s', (dialect) => {
    it.each(SPOILED)('is neither live nor gone after %s', async (_, action) => {
      await org.misbehave({ method: 'GET', path: '/api/v2/conversations/**' }, action);

      const api = org.openApi(dialect, { hasty: true });
      const seen = await api.fetchConversation(recipient.conversationId);

      expect(seen).toMatchObject({ kind: 'unavailable', calls: 1 });
    });
  });

  describe.each([
    ['the list of ids', { method: 'GET', path: LIST }, 1],
    ['the texts', { method: 'POST', path: BULK }, 2],
  ] as const)('to settle a doubt, when %s meets', (_what, match, calls) => {
    it.each([...SPOILED, ['a 403', answer(403)] as const, ['a 404', answer(404)] as const])(
      '%s, is unreadable and never empty',
      async (_, action) => {
        await org.misbehave(match, action);

        const api = org.openApi('platform', { hasty: true });
        const listed = await api.listMessages(recipient.conversationId);

        expect(listed).toMatchObject({ kind: 'unreadable', calls });
      },
    );
  });

  it.each([
    ['no texts at all', json({ entities: [] })],
    ['another message only', json({ entities: [{ id: 'm-of-somebody' }] })],
  ])('is known to be partial when the bulk answer holds %s', async (_, action) => {
    await org.misbehave({ method: 'POST', path: BULK }, action);

    const listed = await org.openApi('platform').listMessages(recipient.conversationId);

    expect(listed).toMatchObject({ kind: 'listed', isPartial: true });
  });

  it('is the message when nothing is spoiled', async () => {
    const listed = await org.openApi('platform').listMessages(recipient.conversationId);

    expect(listed).toMatchObject({
      kind: 'listed',
      isPartial: false,
      messages: [{ direction: 'outbound', text: 'Your parcel is late.' }],
    });
  });

  it.each(SPOILED)('describes no token after %s', async (_, action) => {
    await org.openTokens().getToken();
    await org.misbehave({ method: 'GET', path: '/api/v2/tokens/me' }, action);

    expect(await org.openApi('thread', { hasty: true }).describeToken()).toMatchObject({
      calls: 1,
    });
  });
});
