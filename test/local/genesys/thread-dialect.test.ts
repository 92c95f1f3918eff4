import { aString } from './support/anything';
import { startOrg, type Org } from './support/org';

const v2 = '/api/v2/conversations';

const asked = (contactId: string, webchatSessionId = 'abc123-session-token') => ({
  webchatSessionId,
  contactId,
  from: { id: 'my-bot-user-id' },
  text: 'Hello, do you need help?',
});

const contactPath = (contactId: string): string => `${v2}/messaging/contacts/${contactId}/messages`;

describe('the dialect of the forum thread', () => {
  let org: Org;
  beforeAll(async () => {
    org = await startOrg();
  });
  beforeEach(() => org.reset());
  afterAll(() => org.close());

  const texts = async (conversationId: string): Promise<string[]> =>
    (await org.transcript(conversationId)).map(({ text }) => text);

  const callWith = async (scopes: string[], method: string, path: string, body?: object) => {
    const client = await org.control('POST', '/oauth-clients', { scopes });
    return org.callAs(await org.tokenOf(client))(method, path, body);
  };

  describe('the creation call', () => {
    it('conflicts with a live conversation, closed tab or not, and creates nothing', async () => {
      const { contactId, conversationId, webchatSessionId } = await org.messenger();
      await org.control('POST', `/conversations/${conversationId}/close-tab`);
      const { body } = await org.call(
        'POST',
        `${v2}/webchat/messages`,
        asked(contactId, webchatSessionId),
      );

      expect(body).toMatchObject({ status: 409, message: 'conversation already active or locked' });
      expect(await org.conversations()).toHaveLength(1);
      expect(await texts(conversationId)).toEqual([]);
    });

    it('starts a conversation for a contact that has none', async () => {
      const contactId = await org.contact();
      const { status, body } = await org.call('POST', `${v2}/webchat/messages`, asked(contactId));

      expect(status).toBe(200);
      expect(await texts(body.conversationId)).toEqual(['Hello, do you need help?']);
    });

    it('starts another conversation once the former is closed', async () => {
      const { contactId, conversationId } = await org.messenger();
      await org.control('POST', `/conversations/${conversationId}/end`);
      const { body } = await org.call('POST', `${v2}/webchat/messages`, asked(contactId));

      expect(body.conversationId).not.toBe(conversationId);
    });

    it('names the field that is missing', async () => {
      const { body } = await org.call('POST', `${v2}/webchat/messages`, { contactId: 'x' });

      expect(body).toMatchObject({ status: 400, code: 'constraint.validation' });
      expect(body.details.map((each) => each.fieldName)).toEqual([
        'webchatSessionId',
        'from',
        'text',
      ]);
    });
  });

  describe('sending to a contact', () => {
    it('is forbidden without the scope messaging:contact:write', async () => {
      const { contactId } = await org.messenger();
      const answer = await callWith([], 'POST', contactPath(contactId), { text: 'Hello' });

      expect(answer.body).toMatchObject({ status: 403, code: 'app.not.authorized.for.scope' });
      expect(answer.body.message).toContain('messaging:contact:write');
    });

    it('puts the text into the live conversation with the scope', async () => {
      const { contactId, conversationId } = await org.messenger();
      const { body } = await org.call('POST', contactPath(contactId), { text: 'Hello' });

      expect(body.conversationId).toBe(conversationId);
    });
  });

  it('continues the conversation that the payload names', async () => {
    const { conversationId } = await org.messenger();
    const { status } = await org.call('POST', `${v2}/messages`, { conversationId, text: 'Hello' });

    expect(status).toBe(200);
    expect(await texts(conversationId)).toEqual(['Hello']);
  });

  describe('the preflight and the post into the conversation', () => {
    it('reports a live conversation as active', async () => {
      const opened = await org.messenger();
      const { body } = await org.call('GET', `${v2}/messaging/${opened.conversationId}`);

      expect(body).toEqual({
        id: opened.conversationId,
        status: 'active',
        contactId: opened.contactId,
        webchatSessionId: opened.webchatSessionId,
        deploymentId: org.deploymentId,
        startTime: aString,
      });
    });

    it('reports a closed conversation with its end', async () => {
      const { conversationId } = await org.messenger();
      await org.control('POST', `/conversations/${conversationId}/end`);
      const { body } = await org.call('GET', `${v2}/messaging/${conversationId}`);

      expect(body).toMatchObject({ status: 'closed', endTime: aString });
    });

    it('posts into the existing conversation', async () => {
      const { conversationId } = await org.messenger();
      const { status, body } = await org.call(
        'POST',
        `${v2}/messaging/${conversationId}/messages`,
        {
          text: 'Hello',
          from: { id: 'bot' },
          type: 'message',
        },
      );

      expect(status).toBe(200);
      expect(body).toEqual({
        id: aString,
        conversationId,
        status: 'sent',
        timestamp: aString,
      });
      expect(await org.transcript(conversationId)).toMatchObject([
        { direction: 'outbound', text: 'Hello', from: 'bot', messageId: body.id },
      ]);
    });

    it('says plainly that a conversation is closed', async () => {
      const { conversationId } = await org.messenger();
      await org.control('POST', `/conversations/${conversationId}/end`);
      const path = `${v2}/messaging/${conversationId}/messages`;

      expect((await org.call('POST', path, { text: 'Hello' })).body).toMatchObject({
        status: 400,
        code: 'conversation.closed',
      });
    });

    it('answers a missing scope with the very body of a live conversation’s conflict', async () => {
      const { conversationId, contactId } = await org.messenger();
      const path = `${v2}/messaging/${conversationId}/messages`;
      const masked = await callWith(['webchat:write'], 'POST', path, { text: 'Hello' });
      const conflict = await org.call('POST', `${v2}/webchat/messages`, asked(contactId));

      expect(masked.status).toBe(409);
      expect({ ...masked.body, contextId: '' }).toEqual({ ...conflict.body, contextId: '' });
      expect(await texts(conversationId)).toEqual([]);
    });

    it('answers a missing scope with 403 where the gateway is set to it', async () => {
      await org.control('PATCH', '/settings', { threadMissingScope: 'plain-403' });
      const { conversationId } = await org.messenger();
      const path = `${v2}/messaging/${conversationId}/messages`;

      expect((await callWith([], 'POST', path, { text: 'Hello' })).body).toMatchObject({
        status: 403,
        code: 'app.not.authorized.for.scope',
      });
    });
  });

  it('acts on the same conversations as the published API', async () => {
    const { contactId, conversationId } = await org.messenger();
    await org.call('POST', `${v2}/messaging/${conversationId}/messages`, { text: 'one' });
    await org.agentless(contactId, { textBody: 'two', useExistingActiveConversation: true });

    expect(await texts(conversationId)).toEqual(['one', 'two']);
  });
});
