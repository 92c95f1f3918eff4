import { aString, matching } from './support/anything';
import platformClient from 'purecloud-platform-client-v2';
import { startOrg, type Org } from './support/org';

/** Genesys's own JavaScript SDK: a client that nobody here wrote. */
describe('the official SDK', () => {
  let org: Org;
  const client = platformClient.ApiClient.instance;
  const conversations = new platformClient.ConversationsApi();

  beforeAll(async () => {
    org = await startOrg();
    const { hostname, port } = new URL(org.api);
    client.setGateway({ host: hostname, port: Number(port), protocol: 'http' });
    await client.loginClientCredentialsGrant(org.clientId, org.clientSecret);
  });
  afterAll(() => org.close());

  it('reads the calling token', async () => {
    const info = await new platformClient.TokensApi().getTokensMe();

    expect(info.OAuthClient).toMatchObject({ id: org.clientId, state: 'active' });
  });

  it('reads a conversation', async () => {
    const { conversationId } = await org.messenger();
    const conversation = await conversations.getConversation(conversationId);

    expect(conversation.participants[0]?.messages?.[0]?.state).toBe('connected');
  });

  it('sends an agentless message into the live conversation and reads its status', async () => {
    const { contactId, conversationId } = await org.messenger();
    const sent = await conversations.postConversationsMessagesAgentless({
      fromAddress: org.deploymentId,
      toAddressMessengerType: 'webmessaging',
      externalContactId: contactId,
      textBody: 'Hello',
      useExistingActiveConversation: true,
    });
    const message = await conversations.getConversationsMessageMessage(conversationId, sent.id!);

    expect(sent.conversationId).toBe(conversationId);
    expect(message.status).toBe('delivery-success');
  });

  it('receives a live conversation’s refusal as an error body', async () => {
    const { contactId } = await org.messenger();

    await expect(
      conversations.postConversationsMessagesAgentless({
        fromAddress: org.deploymentId,
        toAddressMessengerType: 'webmessaging',
        externalContactId: contactId,
        textBody: 'Hello',
      }),
    ).rejects.toMatchObject({ status: 400, code: 'active.conversation' });
  });

  it('receives a 403 as an error body with the correlation id', async () => {
    await org.control('PATCH', `/oauth-clients/${org.clientId}`, { permissions: [] });

    await expect(conversations.getConversation('any')).rejects.toMatchObject({
      status: 403,
      code: 'missing.any.permissions',
      contextId: aString,
    });
  });

  it('receives a 429 with its Retry-After', async () => {
    await org.control('PATCH', `/oauth-clients/${org.clientId}`, { requestsPerMinute: 1 });
    client.setReturnExtendedResponses(true);
    const refusal = new platformClient.TokensApi().getTokensMe();

    await expect(refusal).rejects.toMatchObject({
      status: 429,
      headers: { 'retry-after': matching(/^\d+$/) },
      body: { code: 'too.many.requests.retry.after' },
    });
    client.setReturnExtendedResponses(false);
  });

  it('is refused at the login with a wrong secret', async () => {
    await expect(client.loginClientCredentialsGrant(org.clientId, 'wrong')).rejects.toMatchObject({
      response: { status: 401, data: { error: 'invalid_client' } },
    });
  });
});
