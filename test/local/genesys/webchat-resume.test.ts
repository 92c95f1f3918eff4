import { readJson } from './support/read-json';
import { startOrg, type Org } from './support/org';

const v2 = '/api/v2/conversations';

const message = (contactId: string, webchatSessionId?: string) => ({
  from: { id: contactId, type: 'contact' },
  text: 'Still there?',
  type: 'message',
  ...(webchatSessionId === undefined ? {} : { webchatSessionId }),
});

describe('resuming a webchat in the dialect of the thread', () => {
  let org: Org;
  beforeAll(async () => {
    org = await startOrg();
  });
  beforeEach(() => org.reset());
  afterAll(() => org.close());

  const resume = async (
    body: object,
    headers: Record<string, string> = {},
    scope = 'webchat:write',
  ) => {
    const client = await org.control('POST', '/oauth-clients', { scopes: [scope] });
    const response = await fetch(`${org.api}${v2}/webchat`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await org.tokenOf(client)}`,
        'content-type': 'application/json',
        'X-Genesys-Client-Id': 'laravel-app',
        'X-Genesys-Client-Version': '2.0',
        ...headers,
      },
      body: JSON.stringify(body),
    });
    return readJson<object>(await response.text());
  };
  it('reaches the live session that matches', async () => {
    const { contactId, conversationId, webchatSessionId } = await org.messenger();

    expect(await resume(message(contactId, webchatSessionId))).toMatchObject({
      conversationId,
      status: 'sent',
    });
  });

  it('reaches the contact’s live session when none is named', async () => {
    const { contactId, conversationId } = await org.messenger();

    expect(await resume(message(contactId))).toMatchObject({ conversationId });
  });

  it('refuses the session of a closed conversation', async () => {
    const { contactId, conversationId, webchatSessionId } = await org.messenger();
    await org.control('POST', `/conversations/${conversationId}/end`);

    expect(await resume(message(contactId, webchatSessionId))).toMatchObject({
      status: 400,
      code: 'session.expired',
    });
  });

  it('refuses a session that timed out', async () => {
    await org.control('PATCH', '/settings', { guestSessionDurationSeconds: 60 });
    const { contactId, webchatSessionId } = await org.messenger();
    await org.control('POST', '/clock/advance', { ms: 61_000 });

    expect(await resume(message(contactId, webchatSessionId))).toMatchObject({
      code: 'session.expired',
    });
  });

  it('refuses the session of another contact', async () => {
    const { webchatSessionId } = await org.messenger();

    expect(await resume(message(await org.contact(), webchatSessionId))).toMatchObject({
      code: 'session.mismatch',
    });
  });

  it('insists on the version header', async () => {
    const { contactId } = await org.messenger();

    expect(await resume(message(contactId), { 'X-Genesys-Client-Version': '1.0' })).toMatchObject({
      status: 400,
      code: 'bad.request',
    });
  });

  it('hides a missing scope behind the conflict', async () => {
    const { contactId } = await org.messenger();

    expect(await resume(message(contactId), {}, 'other')).toMatchObject({
      status: 409,
      message: 'conversation already active or locked',
    });
  });
});
