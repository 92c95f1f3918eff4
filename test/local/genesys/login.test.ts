import { aString } from './support/anything';
import { startOrg, type Org } from './support/org';

describe('login and tokens', () => {
  let org: Org;
  beforeAll(async () => {
    org = await startOrg();
  });
  afterAll(() => org.close());

  it('issues a bearer token for client credentials sent by Basic authorization', async () => {
    const { status, body } = await org.logIn();

    expect(status).toBe(200);
    expect(body).toEqual({
      access_token: aString,
      token_type: 'bearer',
      expires_in: 86_400,
    });
  });

  it('issues a bearer token for client credentials sent in the form', async () => {
    const response = await fetch(`${org.login}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: org.clientId,
        client_secret: org.clientSecret,
      }),
    });

    expect(response.status).toBe(200);
  });

  it('refuses an unknown client in the error shape of the login host', async () => {
    const { status, body } = await org.logIn({ clientId: 'nobody', clientSecret: 'x' });

    expect(status).toBe(401);
    expect(body).toEqual({
      error: 'invalid_client',
      description: 'client not found',
      error_description: 'client not found',
    });
  });

  it('refuses a client with 400 where the org is set to it', async () => {
    await org.control('PATCH', '/settings', { loginRefusalStatus: 400 });
    const { status } = await org.logIn({ ...org, clientSecret: 'wrong' });
    await org.control('PATCH', '/settings', { loginRefusalStatus: 401 });

    expect(status).toBe(400);
  });

  it.each([
    ['no grant type', {}, 'invalid_request'],
    ['another grant type', { grant_type: 'password' }, 'unsupported_grant_type'],
  ])('refuses a login with %s', async (_what, form, error) => {
    const response = await fetch(`${org.login}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams(form as Record<string, string>),
    });

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error });
  });

  it('describes the calling token with organization, scopes, divisions and state', async () => {
    const client = await org.control('POST', '/oauth-clients', {
      scopes: ['webchat:write'],
      divisionIds: ['sales'],
    });
    const { body } = await org.callAs(await org.tokenOf(client))('GET', '/api/v2/tokens/me');

    expect(body).toMatchObject({
      organization: { id: aString },
      authorizedScope: ['webchat:write'],
      dateTokenIdles: aString,
      OAuthClient: {
        id: client.clientId,
        authorizedGrantType: 'CLIENT-CREDENTIALS',
        scope: ['webchat:write'],
        roleDivisions: [{ roleId: aString, divisionId: 'sales' }],
        state: 'active',
      },
    });
  });

  it('verifies a token by HEAD and forgets it by DELETE', async () => {
    const token = await org.tokenOf();

    expect((await org.callAs(token)('HEAD', '/api/v2/tokens/me')).status).toBe(200);
    expect((await org.callAs(token)('DELETE', '/api/v2/tokens/me')).status).toBe(200);
    expect((await org.callAs(token)('GET', '/api/v2/tokens/me')).body).toMatchObject({
      status: 401,
      code: 'bad.credentials',
    });
  });

  it('asks for authentication when no bearer is sent', async () => {
    const response = await fetch(`${org.api}/api/v2/tokens/me`);

    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 'authentication.required' });
  });

  it('lets a token expire by its client’s validity on the simulator clock', async () => {
    const client = await org.control('POST', '/oauth-clients', { accessTokenValiditySeconds: 300 });
    const token = await org.tokenOf(client);
    await org.control('POST', '/clock/advance', { ms: 300_000 });

    expect((await org.callAs(token)('GET', '/api/v2/tokens/me')).status).toBe(401);
  });

  it('takes a regenerated secret and no longer the old one', async () => {
    const client = await org.control('POST', '/oauth-clients', {});
    const renewed = await org.control('PATCH', `/oauth-clients/${client.clientId}`, {
      regenerateSecret: true,
    });

    expect((await org.logIn(client)).status).toBe(401);
    expect((await org.logIn(renewed)).status).toBe(200);
  });

  it('shuts out a disabled client, at the login and with a token it already has', async () => {
    const client = await org.control('POST', '/oauth-clients', {});
    const token = await org.tokenOf(client);
    await org.control('PATCH', `/oauth-clients/${client.clientId}`, { state: 'inactive' });

    expect((await org.logIn(client)).status).toBe(401);
    expect((await org.callAs(token)('GET', '/api/v2/tokens/me')).status).toBe(401);
  });
});
