import { createPlatformConversationApi } from '../../../lambda/adapters/platform-conversation-api';
import { listPlatformMessages } from '../../../lambda/adapters/platform-message-list';
import type { CallGenesys } from '../../../lambda/adapters/genesys-caller';
import { findProof } from '../../../lambda/domain/proof';
import { aNumber, aString, listWith, objectWith } from '../../support/anything';
import { startSimulatedGenesys } from '../../support/simulated-genesys';
import type { OpenedConversation, SimulatedGenesys } from '../../support/simulated-genesys';

const TEXT = 'Your order is late.';
const IDS = '/api/v2/conversations/messages/*';
const TEXTS = '/api/v2/conversations/messages/*/messages/bulk';

describe('the messages of a conversation', () => {
  let genesys: SimulatedGenesys;
  let opened: OpenedConversation;
  beforeEach(async () => {
    genesys = await startSimulatedGenesys();
    opened = await genesys.openConversation();
  });
  afterEach(() => genesys.close());

  const api = () => createPlatformConversationApi(genesys.caller());
  const list = () => api().listMessages(opened.conversationId);
  const send = () =>
    api().sendIntoConversation({
      contactId: opened.contactId,
      deploymentId: genesys.deploymentId,
      text: TEXT,
    });
  const happen = (what: string, body: object = {}) =>
    genesys.control('POST', `/conversations/${opened.conversationId}/${what}`, body);

  it('show what was sent, by whom, with its id and time, in two calls', async () => {
    const sent = await send();

    const listed = await list();

    expect(listed).toMatchObject({
      kind: 'listed',
      messages: listWith({
        messageId: sent.kind === 'accepted' ? sent.messageId : 'not sent',
        direction: 'outbound',
        text: TEXT,
        atMs: aNumber,
      }),
      calls: 2,
    });
  });

  it('show who said what, also when an agent types the same words', async () => {
    await happen('customer-message', { text: 'Where is it?' });
    await happen('agent-join');
    await happen('agent-message', { text: TEXT });

    expect(await list()).toMatchObject({
      messages: listWith(
        objectWith({ direction: 'inbound', text: 'Where is it?' }),
        objectWith({ direction: 'outbound', text: TEXT, messageId: aString }),
      ),
    });
  });

  it.each(['before', 'after'])(
    'prove a send whose answer was lost and that was committed %s it',
    async (commit) => {
      const path = '/api/v2/conversations/messages/agentless';
      const action = { kind: 'answer', status: 503, commit, commitDelayMs: 0, body: {} };
      await genesys.fault('POST', path, action);
      const sentAtMs = Date.now();
      expect((await send()).kind).toBe('unknown');

      const listed = await list();

      const messages = listed.kind === 'listed' ? listed.messages : [];
      expect(findProof({ text: TEXT, sentAtMs }, messages)).toMatchObject({ kind: 'weak' });
    },
  );

  it('do not show a send that was never committed', async () => {
    const path = '/api/v2/conversations/messages/agentless';
    await genesys.fault('POST', path, { kind: 'answer', status: 503, commit: 'never', body: {} });
    await send();

    const listed = await list();

    const messages = listed.kind === 'listed' ? listed.messages : [];
    expect(findProof({ text: TEXT, sentAtMs: 0 }, messages)).toEqual({ kind: 'absent' });
  });

  it.each([
    ['ids', 'GET', IDS, 1],
    ['texts', 'POST', TEXTS, 2],
  ])('are unreadable, not absent, when their %s do not come', async (_, method, path, calls) => {
    await send();
    await genesys.fault(method, path, { kind: 'answer', status: 500, body: {} });

    expect(await list()).toMatchObject({ kind: 'unreadable', cause: 'HTTP_500', calls });
  });

  it.each([
    ['ids', 'GET', IDS],
    ['texts', 'POST', TEXTS],
  ])('are unreadable when their %s have another shape', async (_, method, path) => {
    await send();
    await genesys.fault(method, path, { kind: 'answer', status: 200, body: { entries: [] } });

    expect((await list()).kind).toBe('unreadable');
  });

  it.each([
    ['is cut', { kind: 'cut' }],
    ['is no JSON', { kind: 'non-json' }],
    ['breaks off', { kind: 'reset' }],
    ['comes from the rate limit', { kind: 'answer', status: 429, body: {} }],
  ])('are unreadable when the answer %s', async (_, action) => {
    await send();
    await genesys.fault('GET', IDS, action);

    expect((await list()).kind).toBe('unreadable');
  });

  it('are unreadable, by the code of the refusal, without permission', async () => {
    await send();
    await genesys.changeClient({ permissions: ['conversation:message:create'] });

    expect(await list()).toMatchObject({
      kind: 'unreadable',
      cause: aString,
      correlationId: aString,
    });
  });

  it('are said to be partial when the texts lack one of the ids', async () => {
    await send();
    await genesys.fault('POST', TEXTS, { kind: 'answer', status: 200, body: { entities: [] } });

    expect(await list()).toMatchObject({ kind: 'listed', messages: [], isPartial: true });
  });

  it('are said to be complete when every id has its text', async () => {
    await send();

    expect(await list()).toMatchObject({ kind: 'listed', isPartial: false });
  });
});

const answered = (body: unknown): Awaited<ReturnType<CallGenesys>> => ({
  kind: 'exchanged',
  exchange: { kind: 'answered', status: 200, headers: {}, body },
  calls: 1,
});

describe('listPlatformMessages', () => {
  const asked: Parameters<CallGenesys>[0][] = [];
  const caller =
    (ids: readonly string[], entities: readonly object[] = []): CallGenesys =>
    async (request) => {
      asked.push(request);
      const messages = ids.map((messageId) => ({ messageId }));
      return answered(request.method === 'GET' ? { participants: [{ messages }] } : { entities });
    };
  beforeEach(() => void asked.splice(0));

  it('takes one call to know that nobody has spoken yet', async () => {
    const listed = await listPlatformMessages(caller([]), 'conversation-1');

    expect(listed).toEqual({ kind: 'listed', messages: [], isPartial: false, calls: 1 });
    expect(asked).toHaveLength(1);
  });

  it('says that it did not see all when a message is listed without an id', async () => {
    const nameless = answered({ participants: [{ messages: [{}] }] });

    const listed = await listPlatformMessages(async () => nameless, 'conversation-1');

    expect(listed).toMatchObject({ messages: [], isPartial: true });
  });

  it('asks for the newest thousand of very many, and says that it did not see the others', async () => {
    const ids = Array.from({ length: 1_002 }, (_, n) => `message-${n}`);
    const entities = ids.slice(2).map((id) => ({ id, direction: 'outbound', textBody: 'words' }));

    const listed = await listPlatformMessages(caller(ids, entities), 'conversation-1');

    expect(asked[1]?.body).toEqual(ids.slice(2));
    expect(listed).toMatchObject({ kind: 'listed', isPartial: true });
  });

  it('keeps an id inside its path segment', async () => {
    await listPlatformMessages(caller(['message-1']), '../tokens');

    expect(asked.map(({ path }) => path)).toEqual([
      '/api/v2/conversations/messages/..%2Ftokens',
      '/api/v2/conversations/messages/..%2Ftokens/messages/bulk',
    ]);
  });

  it.each<[string, object, object]>([
    ['its own text', { textBody: 'a', normalizedMessage: { text: 'b' } }, { text: 'a' }],
    ['the normalized one', { normalizedMessage: { text: 'b' } }, { text: 'b' }],
    ['no text', {}, { text: '' }],
    ['no time', { timestamp: 'soon' }, { atMs: undefined }],
    ['a time', { timestamp: '2026-09-20T12:00:00Z' }, { atMs: Date.UTC(2026, 8, 20, 12) }],
    ['no direction', {}, { direction: 'unknown' }],
  ])('reads a message with %s', async (_, fields, read) => {
    const call = caller(['message-1'], [{ id: 'message-1', ...fields }]);

    const listed = await listPlatformMessages(call, 'conversation-1');

    expect(listed).toMatchObject({ messages: [{ messageId: 'message-1', ...read }] });
  });
});
