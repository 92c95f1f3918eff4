import { aString } from './support/anything';
import type { ConversationReply } from './support/shapes';
import { startOrg, type Org } from './support/org';

describe('conversations', () => {
  let org: Org;
  beforeAll(async () => {
    org = await startOrg();
  });
  beforeEach(() => org.reset());
  afterAll(() => org.close());

  it('shows a live conversation without an end and with a connected customer', async () => {
    const opened = await org.messenger({ text: 'hello' });
    const { body } = await org.call<ConversationReply>(
      'GET',
      `/api/v2/conversations/${opened.conversationId}`,
    );

    expect(body.endTime).toBeUndefined();
    expect(body.participants).toMatchObject([
      {
        id: opened.participantId,
        purpose: 'customer',
        externalContactId: opened.contactId,
        messages: [
          {
            id: opened.communicationId,
            state: 'connected',
            type: 'webmessaging',
            direction: 'inbound',
            provider: 'PureCloud Messaging',
            messages: [{ messageId: aString, messageStatus: 'received' }],
          },
        ],
      },
    ]);
  });

  it('stays live when the tab is closed, and marks the next message as not delivered', async () => {
    const { conversationId, contactId } = await org.messenger();
    await org.control('POST', `/conversations/${conversationId}/close-tab`);
    const { body } = await org.agentless(contactId, { useExistingActiveConversation: true });
    const conversation = await org.call<ConversationReply>(
      'GET',
      `/api/v2/conversations/${conversationId}`,
    );

    expect(conversation.body.endTime).toBeUndefined();
    expect(conversation.body.participants[1]).toMatchObject({
      purpose: 'api',
      messages: [{ messages: [{ messageId: body.id, messageStatus: 'delivery-failed' }] }],
    });
    expect(await org.received(contactId)).toEqual([]);
  });

  it('hands missed messages to a customer who opens the tab again', async () => {
    const { conversationId, contactId } = await org.messenger();
    await org.control('POST', `/conversations/${conversationId}/close-tab`);
    await org.agentless(contactId, { useExistingActiveConversation: true });
    await org.control('POST', `/conversations/${conversationId}/open-tab`);

    expect(await org.received(contactId)).toMatchObject([
      { via: 'history', status: 'delivery-failed' },
    ]);
  });

  it('shows an ended conversation with its end and how the customer was disconnected', async () => {
    const { conversationId } = await org.messenger();
    await org.control('POST', `/conversations/${conversationId}/end`, {
      disconnectType: 'inactivity',
    });
    const { body } = await org.call<ConversationReply>(
      'GET',
      `/api/v2/conversations/${conversationId}`,
    );

    expect(body.endTime).toEqual(aString);
    expect(body.participants[0]?.messages[0]).toMatchObject({
      state: 'disconnected',
      disconnectType: 'inactivity',
      disconnectedTime: aString,
    });
  });

  it('connects a returning customer to the same conversation within the window', async () => {
    const { conversationId } = await org.messenger();
    await org.control('POST', `/conversations/${conversationId}/end`);
    const said = await org.control('POST', `/conversations/${conversationId}/customer-message`, {
      text: 'one more thing',
    });
    const { body } = await org.call<ConversationReply>(
      'GET',
      `/api/v2/conversations/${conversationId}`,
    );

    expect(said.conversationId).toBe(conversationId);
    expect(body.endTime).toBeUndefined();
    expect(body.participants[0]?.messages.map((leg) => leg.state)).toEqual([
      'disconnected',
      'connected',
    ]);
  });

  it('flattens participants in the message shape and shows no communication id there', async () => {
    const { conversationId, communicationId } = await org.messenger();
    const { body } = await org.call<ConversationReply>(
      'GET',
      `/api/v2/conversations/messages/${conversationId}`,
    );

    expect(body.participants[0]).toMatchObject({ purpose: 'customer', state: 'connected' });
    expect(JSON.stringify(body)).not.toContain(communicationId);
  });

  it('finds the conversation of a message by the message id alone', async () => {
    const { conversationId, contactId } = await org.messenger();
    const sent = await org.agentless(contactId, { useExistingActiveConversation: true });
    const messages = '/api/v2/conversations/messages';

    const details = await org.call('GET', `${messages}/${sent.body.id}/details`);
    const one = await org.call('GET', `${messages}/${conversationId}/messages/${sent.body.id}`);
    const bulk = await org.call('POST', `${messages}/${conversationId}/messages/bulk`, [
      sent.body.id,
    ]);

    expect(details.body).toMatchObject({ conversationId, status: 'delivery-success' });
    expect(one.body).toEqual(details.body);
    expect(bulk.body.entities).toEqual([details.body]);
  });

  it('lists what others said on the customer’s leg too, where the org is set to it', async () => {
    await org.control('PATCH', '/settings', { messagesListedUnder: 'speaker-and-customer' });
    const { conversationId, contactId } = await org.messenger({ text: 'hi' });
    await org.agentless(contactId, { useExistingActiveConversation: true });
    const { body } = await org.call<ConversationReply>(
      'GET',
      `/api/v2/conversations/${conversationId}`,
    );

    expect(body.participants[0]?.messages[0]?.messages).toHaveLength(2);
  });

  it.each([
    ['/api/v2/conversations/none', 'not.found'],
    ['/api/v2/conversations/messages/none', 'conversation.error.conversation.not.found'],
    ['/api/v2/conversations/messages/none/details', 'not.found'],
    ['/api/v2/externalcontacts/contacts/none', 'not.found'],
    ['/api/v2/nothing/here', 'not.found'],
  ])('answers GET %s with 404 %s', async (path, code) => {
    expect((await org.call('GET', path)).body).toMatchObject({ status: 404, code });
  });

  it('sends on the connected leg of an agent, and on no other', async () => {
    const { conversationId, communicationId, contactId } = await org.messenger();
    const agent = await org.control('POST', `/conversations/${conversationId}/agent-join`);
    const path = (leg: string): string =>
      `/api/v2/conversations/messages/${conversationId}/communications/${leg}/messages`;

    const sent = await org.call('POST', path(agent.communicationId), { textBody: 'Hello' });
    const onCustomer = await org.call('POST', path(communicationId), { textBody: 'Hello' });
    await org.control('POST', `/conversations/${conversationId}/agent-leave`);
    const afterwards = await org.call('POST', path(agent.communicationId), { textBody: 'Hello' });

    expect(sent.body).toMatchObject({ conversationId, direction: 'outbound' });
    expect(onCustomer.body).toMatchObject({ status: 400, code: 'not.found' });
    expect(afterwards.body).toMatchObject({ status: 400, code: 'not.found' });
    expect(await org.received(contactId)).toHaveLength(1);
  });

  it('keeps an outbound queue conversation for agents', async () => {
    expect(
      (
        await org.call('POST', '/api/v2/conversations/messages', {
          queueId: 'q',
          toAddress: '+491701234567',
          toAddressMessengerType: 'sms',
        })
      ).body,
    ).toMatchObject({ status: 400, code: 'queue.membership.required' });
  });

  it('sets attributes of a participant and publishes them', async () => {
    const { conversationId, participantId } = await org.messenger();
    const path = `/api/v2/conversations/messages/${conversationId}/participants/${participantId}/attributes`;
    const { status } = await org.call('PATCH', path, { attributes: { orderId: '4711' } });
    const events = await org.events();

    expect(status).toBe(202);
    expect(events.at(-1)?.detail.eventBody.attributes).toEqual({ orderId: '4711' });
  });

  it('reports the threading window per channel', async () => {
    const { body } = await org.call('GET', '/api/v2/conversations/messaging/threadingtimeline');

    expect(body.settings).toContainEqual({ messengerType: 'webmessaging', timeoutInMinutes: 4320 });
  });

  it('disconnects a conversation for a role that may', async () => {
    const client = await org.control('POST', '/oauth-clients', {
      permissions: ['conversation:communication:disconnect'],
    });
    const { conversationId } = await org.messenger();
    const path = `/api/v2/conversations/${conversationId}/disconnect`;

    expect((await org.callAs(await org.tokenOf(client))('POST', path)).status).toBe(202);
    expect((await org.control('GET', `/conversations/${conversationId}`)).endTime).not.toBeNull();
  });
});
