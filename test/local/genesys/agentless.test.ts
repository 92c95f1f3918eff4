import { matching } from './support/anything';
import { startOrg, type Org } from './support/org';
import type { SentReply } from './support/shapes';

const path = '/api/v2/conversations/messages/agentless';

describe('agentless messages', () => {
  let org: Org;
  beforeAll(async () => {
    org = await startOrg();
  });
  beforeEach(() => org.reset());
  afterAll(() => org.close());

  it('refuses a contact with a live conversation when the flag is not set', async () => {
    const { contactId, conversationId } = await org.messenger();
    const { status, body } = await org.agentless(contactId);

    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'active.conversation', status: 400 });
    expect(await org.transcript(conversationId)).toEqual([]);
  });

  it('joins the live conversation when the flag is set, and reaches the open tab', async () => {
    const { contactId, conversationId } = await org.messenger();
    const { status, body } = await org.agentless(contactId, {
      useExistingActiveConversation: true,
    });

    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: matching(/^[0-9a-f]{32}$/),
      conversationId,
      messengerType: 'webmessaging',
      fromAddress: org.deploymentId,
      textBody: 'Your order has shipped.',
      useExistingActiveConversation: true,
      message: { direction: 'outbound', normalizedMessage: { originatingEntity: 'Bot' } },
    });
    expect(await org.received(contactId)).toMatchObject([
      { conversationId, messageId: body.id, via: 'push' },
    ]);
  });

  it('starts a conversation for a contact that has none', async () => {
    const contactId = await org.contact();
    const { body } = await org.agentless(contactId);

    expect(await org.conversations()).toMatchObject([
      { conversationId: body.conversationId, contactId, state: 'active' },
    ]);
  });

  it('drops the deprecated text when normalized messages are asked for', async () => {
    const contactId = await org.contact();
    const { body } = await org.call<SentReply>('POST', `${path}?useNormalizedMessage=true`, {
      fromAddress: org.deploymentId,
      toAddressMessengerType: 'webmessaging',
      externalContactId: contactId,
      textBody: 'Hello',
    });

    expect(body.textBody).toBeUndefined();
    expect(body.message.normalizedMessage.text).toBe('Hello');
  });

  it.each([
    ['no deployment', { fromAddress: '' }, 400, 'constraint.validation'],
    ['an unknown messenger type', { toAddressMessengerType: 'fax' }, 400, 'constraint.validation'],
    ['an address instead of a contact', { toAddress: 'x' }, 400, 'constraint.validation'],
    ['no contact', { externalContactId: undefined }, 400, 'constraint.validation'],
    [
      'a flag that is no boolean',
      { useExistingActiveConversation: 'yes' },
      400,
      'constraint.validation',
    ],
    ['an empty text', { textBody: '  ' }, 400, 'invalid.webmessaging.text.body'],
    [
      'a text that is too long',
      { textBody: 'x'.repeat(2001) },
      400,
      'invalid.webmessaging.text.body',
    ],
    ['an unknown deployment', { fromAddress: 'nowhere' }, 404, 'not.found'],
    ['an unknown contact', { externalContactId: 'nobody' }, 404, 'not.found'],
    [
      'an sms without E.164',
      { toAddressMessengerType: 'sms', toAddress: '0815' },
      400,
      'invalid.value',
    ],
  ])('refuses %s', async (_what, fields, status, code) => {
    const answer = await org.agentless(await org.contact(), fields);

    expect(answer.body).toMatchObject({ status, code });
    expect((await org.control('GET', '/truth')).counters.agentlessMessages).toBe(0);
  });

  it.each([
    ['sms', '+491701234567'],
    ['open', 'customer-17'],
    ['whatsapp', '491701234567'],
  ])('reaches an address on %s', async (channel, toAddress) => {
    const { status } = await org.agentless('', {
      fromAddress: 'integration-1',
      toAddressMessengerType: channel,
      externalContactId: undefined,
      toAddress,
    });

    expect(status).toBe(200);
    expect(await org.received(toAddress)).toHaveLength(1);
  });

  it('refuses a person’s token', async () => {
    const client = await org.control('POST', '/oauth-clients', { grant: 'TOKEN' });
    const { accessToken } = await org.control(
      'POST',
      `/oauth-clients/${client.clientId}/user-tokens`,
    );

    expect((await org.callAs(accessToken)('POST', path, {})).body).toMatchObject({
      status: 400,
      code: 'not.a.client',
    });
  });

  it('names the permission that the role lacks', async () => {
    const client = await org.control('POST', '/oauth-clients', { permissions: [] });
    const { status, headers, body } = await org.callAs(await org.tokenOf(client))('POST', path, {});

    expect(status).toBe(403);
    expect(body).toEqual({
      message:
        'Unable to perform the requested action. You are missing the following permission(s): conversation:message:create',
      code: 'missing.permissions',
      status: 403,
      messageParams: { permissions: 'conversation:message:create' },
      contextId: headers.get('ININ-Correlation-Id'),
      details: [],
      errors: [],
    });
  });

  it('conflicts with the org’s outbound usage limit once the cap is reached', async () => {
    await org.control('PATCH', '/settings', { outboundUsageCap: 1 });

    expect((await org.agentless(await org.contact())).status).toBe(200);
    expect((await org.agentless(await org.contact())).body).toMatchObject({
      status: 409,
      code: 'organization.outbound.usage.limit.exceeded',
    });
  });

  it('answers 202 without a body where the org is set to it, and has sent all the same', async () => {
    await org.control('PATCH', '/settings', { agentlessAnswer: '202-without-body' });
    const { contactId } = await org.messenger();
    const { status, body } = await org.agentless(contactId, {
      useExistingActiveConversation: true,
    });

    expect({ status, body }).toEqual({ status: 202, body: '' });
    expect(await org.received(contactId)).toHaveLength(1);
  });

  it('does not address an anonymous contact where the org is set to it', async () => {
    const contactId = await org.contact({ anonymous: true });
    expect((await org.agentless(contactId)).status).toBe(200);

    await org.control('PATCH', '/settings', { anonymousContactsAddressable: false });
    expect((await org.agentless(contactId)).body).toMatchObject({ code: 'invalid.value' });
  });

  it('speaks as a human where the org is set to it', async () => {
    await org.control('PATCH', '/settings', { agentlessOriginatingEntity: 'Human' });
    const { body } = await org.agentless<SentReply>(await org.contact());

    expect(body.message.normalizedMessage.originatingEntity).toBe('Human');
  });

  it('checks the division of the deployment where the org is set to it', async () => {
    await org.control('PATCH', '/settings', { agentlessChecksDivision: true });
    await org.control('PATCH', `/oauth-clients/${org.clientId}`, { divisionIds: ['elsewhere'] });

    expect((await org.agentless(await org.contact())).body).toMatchObject({
      status: 403,
      code: 'missing.division.permission',
    });
  });
});
