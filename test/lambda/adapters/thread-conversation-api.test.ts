import { createThreadConversationApi } from '../../../lambda/adapters/thread-conversation-api';
import { diagnoseRefusal } from '../../../lambda/domain/refusal';
import { aNumber, aString, listWith } from '../../support/anything';
import { aChannel } from '../../support/builders';
import { startSimulatedGenesys } from '../../support/simulated-genesys';
import type { OpenedConversation, SimulatedGenesys } from '../../support/simulated-genesys';

const WRITE = 'messaging:conversation:write';
const TEXT = 'Hello, do you need help?';

describe('createThreadConversationApi', () => {
  let genesys: SimulatedGenesys;
  let opened: OpenedConversation;
  beforeEach(async () => {
    genesys = await startSimulatedGenesys();
    opened = await genesys.openConversation();
  });
  afterEach(() => genesys.close());

  const api = () => createThreadConversationApi(genesys.caller());
  const message = () => ({
    contactId: opened.contactId,
    conversationId: opened.conversationId,
    webchatSessionId: opened.webchatSessionId,
    senderId: 'my-bot-user-id',
    text: TEXT,
  });

  it('finds a conversation active', async () => {
    expect(await api().fetchConversation(opened.conversationId)).toMatchObject({
      kind: 'found',
      conversation: { kind: 'active' },
      calls: 1,
    });
  });

  it('finds a conversation closed', async () => {
    await genesys.end(opened.conversationId);

    expect(await api().fetchConversation(opened.conversationId)).toMatchObject({
      kind: 'found',
      conversation: { kind: 'closed', endedAtMs: aNumber },
    });
  });

  it.each([
    [undefined, undefined],
    [[{ purpose: 'customer', state: 'connected' }], false],
    [[{ purpose: 'agent', state: 'connected' }], true],
    [[{ purpose: 'agent', state: 'disconnected' }], false],
  ])(
    'reads of the participants %p whether an agent is there: %p',
    async (participants, hasAgent) => {
      const body = { status: 'active', participants };
      const path = `/api/v2/conversations/messaging/${opened.conversationId}`;
      await genesys.fault('GET', path, { kind: 'answer', status: 200, body });

      const answer = await api().fetchConversation(opened.conversationId);

      expect(answer).toMatchObject({ conversation: { kind: 'active', hasAgent } });
    },
  );

  it('reaches no other channel, and asks nobody to find out', async () => {
    const answer = await api().sendByChannel({ channel: aChannel(), text: TEXT });

    expect(answer).toMatchObject({
      kind: 'refused',
      refusal: { code: 'channel.unavailable' },
      calls: 0,
    });
    expect(await genesys.requests()).toEqual([]);
  });

  it('does not find what never was', async () => {
    expect((await api().fetchConversation('nobody')).kind).toBe('notFound');
  });

  it('takes an answer of another shape for no answer', async () => {
    const path = '/api/v2/conversations/messaging/*';
    await genesys.fault('GET', path, { kind: 'answer', status: 200, body: { status: 'open' } });

    expect((await api().fetchConversation(opened.conversationId)).kind).toBe('unavailable');
  });

  it('sends into the conversation that the caller chose', async () => {
    expect(await api().sendIntoConversation(message())).toMatchObject({
      kind: 'accepted',
      conversationId: opened.conversationId,
      messageId: aString,
    });
    expect(await genesys.outbound(opened.conversationId)).toEqual([TEXT]);
  });

  it.each(['is over', 'never was'])(
    'meets a conflict when the conversation %s, and sends nothing',
    async (fate) => {
      await genesys.end(opened.conversationId);
      const conversationId = fate === 'is over' ? opened.conversationId : 'nobody';

      const answer = await api().sendIntoConversation({ ...message(), conversationId });

      expect(answer.kind).toBe('conflict');
      expect(await genesys.outbound(opened.conversationId)).toEqual([]);
    },
  );

  it('meets a conflict when it creates beside a live conversation', async () => {
    expect(await api().startConversation(message())).toMatchObject({
      kind: 'conflict',
      refusal: { status: 409 },
    });
  });

  it('creates a conversation when none is live, and names it', async () => {
    await genesys.end(opened.conversationId);

    const answer = await api().startConversation(message());

    expect(answer).toMatchObject({
      kind: 'accepted',
      conversationId: aString,
    });
    expect(answer).not.toMatchObject({ conversationId: opened.conversationId });
  });

  it('finds behind a 409 in a live conversation the scope that the token lacks', async () => {
    await genesys.changeClient({ scopes: ['webchat:write'] });

    const answer = await api().sendIntoConversation(message());
    const token = await api().describeToken();

    expect(answer).toMatchObject({ kind: 'refused', refusal: { status: 409 } });
    expect(token).toMatchObject({ kind: 'described' });
    const { neededScopes } = api();
    const refusal = answer.kind === 'refused' ? answer.refusal : undefined;
    expect(
      refusal && diagnoseRefusal(refusal, token, { neededScopes, isConflictLoop: false }),
    ).toEqual({
      reason: 'MISSING_PERMISSION',
      missing: [WRITE],
    });
  });

  it('is refused, not in conflict, when it creates beyond the usage cap', async () => {
    const path = '/api/v2/conversations/webchat/messages';
    const code = 'organization.outbound.usage.limit.exceeded';
    await genesys.fault('POST', path, { kind: 'answer', status: 409, body: { code } });

    expect(await api().startConversation(message())).toMatchObject({
      kind: 'refused',
      refusal: { status: 409, code },
    });
  });

  it('can list no messages, for good and without a call', async () => {
    expect(await api().listMessages(opened.conversationId)).toEqual({
      kind: 'unreadable',
      cause: 'NO_MESSAGE_LIST',
      calls: 0,
    });
    expect(await genesys.requests()).toEqual([]);
  });

  it('names the OAuth client of the token', async () => {
    expect(await api().describeToken()).toMatchObject({ kind: 'described', client: aString });
  });

  it('sees the scope in the token of a client that has it', async () => {
    await genesys.changeClient({ scopes: [WRITE] });

    expect(await api().describeToken()).toMatchObject({
      scopes: listWith(WRITE),
    });
  });

  it('learns nothing of a token whose description does not come', async () => {
    await genesys.fault('GET', '/api/v2/tokens/me', { kind: 'answer', status: 500, body: {} });

    expect(await api().describeToken()).toMatchObject({ kind: 'unreadable', calls: 1 });
  });

  it('keeps an id inside its path segment', async () => {
    await api().fetchConversation('../../tokens/me');

    expect(await genesys.requests()).toMatchObject([
      { path: '/api/v2/conversations/messaging/..%2F..%2Ftokens%2Fme' },
    ]);
  });
});
