import { startOrg, type Org } from './support/org';

describe('permissions and divisions', () => {
  let org: Org;
  beforeAll(async () => {
    org = await startOrg();
  });
  beforeEach(() => org.reset());
  afterAll(() => org.close());

  it('names all permissions of which one would do', async () => {
    const client = await org.control('POST', '/oauth-clients', { permissions: ['routing:*:*'] });
    const path = '/api/v2/conversations/messages/x/details';

    expect((await org.callAs(await org.tokenOf(client))('GET', path)).body).toMatchObject({
      status: 403,
      code: 'missing.any.permissions',
      message:
        'Unable to perform the requested action. You must have at least one of the following permissions assigned: [conversation:message:view, conversation:webmessaging:view]',
    });
  });

  it('hides conversations of divisions that the role was not granted in', async () => {
    const client = await org.control('POST', '/oauth-clients', {
      permissions: ['conversation:communication:*'],
      divisionIds: ['sales'],
    });
    const sales = await org.control('POST', '/deployments', { divisionId: 'sales' });
    const inSales = await org.messenger({ deploymentId: sales.id });
    const elsewhere = await org.messenger();
    const token = await org.tokenOf(client);
    const read = async (id: string) => org.callAs(token)('GET', `/api/v2/conversations/${id}`);

    expect((await read(inSales.conversationId)).status).toBe(200);
    expect((await read(elsewhere.conversationId)).body).toMatchObject({
      status: 403,
      code: 'missing.any.division.permissions',
    });
  });
});

describe('requests that are not understood', () => {
  let org: Org;
  beforeAll(async () => {
    org = await startOrg();
  });
  afterAll(() => org.close());

  const path = '/api/v2/conversations/messages/agentless';

  it('refuses malformed JSON', async () => {
    expect((await org.call('POST', path, '{"a":')).body).toMatchObject({ code: 'bad.request' });
  });

  it('refuses more than 512000 bytes', async () => {
    expect((await org.call('POST', path, `"${'x'.repeat(512_000)}"`)).body).toMatchObject({
      status: 413,
      code: 'request.entity.too.large',
    });
  });

  it('refuses a body that is not declared as JSON', async () => {
    const response = await fetch(`${org.api}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await org.tokenOf()}`, 'content-type': 'text/plain' },
      body: '{}',
    });

    expect(response.status).toBe(415);
    expect(await response.json()).toMatchObject({ code: 'unsupported.media.type' });
  });

  it('refuses a method that the path does not have', async () => {
    const { status, headers } = await org.call('POST', '/api/v2/tokens/me');

    expect({ status, allow: headers.get('allow') }).toEqual({
      status: 405,
      allow: 'GET, HEAD, DELETE',
    });
  });
});
