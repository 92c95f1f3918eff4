import { createPlatformConversationApi } from '../../../lambda/adapters/platform-conversation-api';
import { aNumber, aString, matching } from '../../support/anything';
import { startSimulatedGenesys } from '../../support/simulated-genesys';
import type { OpenedConversation, SimulatedGenesys } from '../../support/simulated-genesys';

const AGENTLESS = '/api/v2/conversations/messages/agentless';
const TEXT = 'Your order is late.';

describe('createPlatformConversationApi', () => {
  let genesys: SimulatedGenesys;
  let opened: OpenedConversation;
  beforeEach(async () => {
    genesys = await startSimulatedGenesys();
    opened = await genesys.openConversation();
  });
  afterEach(() => genesys.close());

  const api = (deadlineMs?: number) =>
    createPlatformConversationApi(genesys.caller({ deadlineMs }));
  const message = () => ({
    contactId: opened.contactId,
    deploymentId: genesys.deploymentId,
    conversationId: opened.conversationId,
    text: TEXT,
  });

  describe('fetchConversation', () => {
    it('finds a conversation active while its customer is in it, with one call', async () => {
      expect(await api().fetchConversation(opened.conversationId)).toMatchObject({
        kind: 'found',
        conversation: { kind: 'active' },
        calls: 1,
      });
    });

    it('finds it active also after the customer closed the tab', async () => {
      await genesys.control('POST', `/conversations/${opened.conversationId}/close-tab`, {});

      expect(await api().fetchConversation(opened.conversationId)).toMatchObject({
        conversation: { kind: 'active' },
      });
    });

    it('finds it closed after its end, and since when', async () => {
      await genesys.end(opened.conversationId);

      expect(await api().fetchConversation(opened.conversationId)).toMatchObject({
        conversation: { kind: 'closed', endedAtMs: aNumber },
      });
    });

    it('sees an agent from joining to leaving, and no agent in our own message', async () => {
      const path = `/conversations/${opened.conversationId}`;
      const seesAgent = async () =>
        expect(await api().fetchConversation(opened.conversationId)).toMatchObject({
          conversation: { kind: 'active', hasAgent: expectedAgent },
        });
      let expectedAgent = false;
      await api().sendIntoConversation(message());
      await seesAgent();

      await genesys.control('POST', `${path}/agent-join`, {});
      expectedAgent = true;
      await seesAgent();

      await genesys.control('POST', `${path}/agent-leave`, {});
      expectedAgent = false;
      await seesAgent();
    });

    it('does not find what never was', async () => {
      const answer = await api().fetchConversation('11111111-2222-4333-8444-555555555555');

      expect(answer.kind).toBe('notFound');
    });

    it('is refused without permission, and names the permission', async () => {
      await genesys.changeClient({ permissions: ['other:thing:view'] });

      expect(await api().fetchConversation(opened.conversationId)).toMatchObject({
        kind: 'refused',
        refusal: { status: 403, missing: [matching(/^conversation:/)] },
      });
    });

    it.each([
      { kind: 'answer', status: 503, body: {} },
      { kind: 'non-json' },
      { kind: 'cut' },
      { kind: 'reset' },
    ])('is unavailable, never closed, when the answer is lost: %p', async (action) => {
      await genesys.fault('GET', '/api/v2/conversations/*', action);

      expect((await api().fetchConversation(opened.conversationId)).kind).toBe('unavailable');
    });
  });

  describe('sendIntoConversation', () => {
    it('puts the text into the live conversation and tells message and conversation', async () => {
      const answer = await api().sendIntoConversation(message());

      expect(answer).toMatchObject({
        kind: 'accepted',
        conversationId: opened.conversationId,
        messageId: aString,
        calls: 1,
      });
      expect(await genesys.outbound(opened.conversationId)).toEqual([TEXT]);
    });

    it('tells the conversation that Genesys chose when it is not the expected one', async () => {
      const { contactId } = opened;
      await genesys.end(opened.conversationId);
      const newer = await genesys.reopen(contactId);

      const answer = await api().sendIntoConversation(message());

      expect(answer).toMatchObject({ kind: 'accepted', conversationId: newer.conversationId });
      expect(newer.conversationId).not.toBe(opened.conversationId);
    });

    it('is accepted also without a body', async () => {
      await genesys.configure({ agentlessAnswer: '202-without-body' });

      const answer = await api().sendIntoConversation(message());

      expect(answer).toEqual({
        kind: 'accepted',
        calls: 1,
        correlationId: aString,
      });
      expect(await genesys.outbound(opened.conversationId)).toEqual([TEXT]);
    });

    it('is refused without permission, and names the permission', async () => {
      await genesys.changeClient({ permissions: ['conversation:communication:view'] });

      expect(await api().sendIntoConversation(message())).toMatchObject({
        kind: 'refused',
        refusal: { status: 403, missing: ['conversation:message:create'] },
      });
    });

    it('is refused for a contact Genesys does not know', async () => {
      const answer = await api().sendIntoConversation({ ...message(), contactId: 'nobody' });

      expect(answer).toMatchObject({ kind: 'refused', refusal: { status: 404 } });
    });

    it('is refused, not in conflict, at the usage cap', async () => {
      await genesys.configure({ outboundUsageCap: 0 });

      expect(await api().sendIntoConversation(message())).toMatchObject({
        kind: 'refused',
        refusal: { status: 409, code: 'organization.outbound.usage.limit.exceeded' },
      });
    });

    it.each([
      ['before', ['accepted', 1]],
      ['never', ['accepted', 0]],
    ] as const)('takes a broken 200 for accepted, committed %s', async (commit, told) => {
      await genesys.fault('POST', AGENTLESS, { kind: 'non-json', commit });

      const answer = await api().sendIntoConversation(message());

      expect([answer.kind, (await genesys.outbound(opened.conversationId)).length]).toEqual(told);
    });

    it.each([
      ['silence', 'before', 1],
      ['silence', 'never', 0],
      ['reset', 'before', 1],
      ['reset', 'never', 0],
    ])('cannot tell after %s whether it was committed: %s', async (kind, commit, arrived) => {
      await genesys.fault('POST', AGENTLESS, { kind, commit }, 9);

      const answer = await api(150).sendIntoConversation(message());

      expect(answer.kind).toBe('unknown');
      expect(await genesys.outbound(opened.conversationId)).toHaveLength(arrived);
      expect(await genesys.requests()).toHaveLength(1);
    });

    it('cannot tell after a 503 either, though it was committed afterwards', async () => {
      const action = { kind: 'answer', status: 503, commit: 'after', commitDelayMs: 5 };
      await genesys.fault('POST', AGENTLESS, action);

      expect((await api().sendIntoConversation(message())).kind).toBe('unknown');
    });

    it('is unavailable at the rate limit, for as long as Genesys says', async () => {
      const headers = { 'retry-after': '11' };
      await genesys.fault('POST', AGENTLESS, { kind: 'answer', status: 429, headers, body: {} });

      expect(await api().sendIntoConversation(message())).toMatchObject({
        kind: 'unavailable',
        retryAfterSeconds: 11,
      });
    });
  });

  describe('startConversation', () => {
    it('opens a conversation and names it', async () => {
      const contactId = await genesys.newContact();

      const answer = await api().startConversation({ ...message(), contactId });

      expect(answer).toMatchObject({
        kind: 'accepted',
        conversationId: aString,
      });
      expect(answer).not.toMatchObject({ conversationId: opened.conversationId });
    });

    it('meets a conflict when a conversation is live, and sends nothing', async () => {
      expect(await api().startConversation(message())).toMatchObject({
        kind: 'conflict',
        refusal: { status: 400, code: 'active.conversation' },
      });
      expect(await genesys.outbound(opened.conversationId)).toEqual([]);
    });
  });

  it('describes the token as active', async () => {
    expect(await api().describeToken()).toMatchObject({ kind: 'described', calls: 1 });
  });
});
