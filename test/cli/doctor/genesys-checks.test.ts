import { answered, RATE, tokenInfo } from './support/healthy-genesys';
import { answering, aws, both, client, divisions, findingOf, row, variables } from './support/rows';

const gateway = (url: string) => variables({ GENESYS_API_URL: url, GENESYS_LOGIN_URL: url });
const refusedLogin = (status: number, code: string) => ({
  genesys: { login: { kind: 'refused', status, code } as const },
});
const noLogin = (cause: string) => ({
  genesys: { login: { kind: 'unavailable', cause } as const },
});
const live = aws({ readLiveSession: { conversationId: 'conversation-1' } });
const shop = variables({ DEFAULT_DEPLOYMENT_ID: 'shop' });
const ahead = (aheadMs: number) => ({ genesys: { aheadMs } });
const identity = { region: 'eu-west-1', account: '123456789012', arn: 'arn:operator' };

const LOGIN = [
  row('genesys-hosts', 'broken', ['have no address', /no address/], {
    genesys: { addresses: false },
  }),
  row(
    'genesys-hosts',
    'broken',
    ['are of two regions', /not of one region/],
    variables({ GENESYS_LOGIN_URL: 'https://login.mypurecloud.de' }),
  ),
  row('genesys-hosts', 'warning', ['lack TLS', /without TLS/], gateway('http://gateway.test')),
  row('genesys-hosts', 'ok', ['are a gateway', /a gateway/], gateway('https://gateway.test')),
  row(
    'oauth-token',
    'broken',
    ['is refused to this client', /does not know this client.*401 invalid_client/],
    refusedLogin(401, 'invalid_client'),
  ),
  row(
    'oauth-token',
    'broken',
    ['is refused to this grant', /may not log in by itself/],
    refusedLogin(400, 'unauthorized_client'),
  ),
  row('oauth-token', 'broken', ['is refused', /HTTP 403 none/], refusedLogin(403, 'none')),
  row('oauth-token', 'broken', ['is out of reach', /ECONNREFUSED/], noLogin('LOGIN_ECONNREFUSED')),
  row('oauth-token', 'unknown', ['is not to be had now', /503/], noLogin('LOGIN_HTTP_503')),
  row('oauth-client', 'broken', ['is switched off', /is disabled/], client({ state: 'disabled' })),
  row(
    'oauth-client',
    'broken',
    ['is one for people', /grant type CODE/],
    client({ authorizedGrantType: 'CODE' }),
  ),
  row('oauth-client', 'broken', ['has no role', /no role/], client({ roleDivisions: [] })),
  row(
    'oauth-client',
    'warning',
    ['is going to be deleted', /going to be deleted on 2026-12-24/],
    client({ dateToDelete: '2026-12-24T00:00:00Z' }),
  ),
  row('oauth-client', 'broken', ['is refused by the API', /HTTP 401/], {
    genesys: { token: answered(401) },
  }),
  row('oauth-client', 'unknown', ['is not described', /not described/], {
    genesys: { token: answered(200, 'a page') },
  }),
];

const PERMISSIONS = [
  row('divisions', 'unknown', ['cannot be tried', /no live conversation/], divisions('sales')),
  row(
    'divisions',
    'ok',
    ['reach the newest conversation', /that of the newest conversation among them/],
    both(live, both(divisions('sales'), answering(/conversation-1$/, 200))),
  ),
  row(
    'divisions',
    'broken',
    ['do not reach the newest conversation', /in none of them/],
    both(live, both(divisions('sales'), answering(/conversation-1$/, 403))),
  ),
  row(
    'divisions',
    'notChecked',
    ['have a role that may read nothing', /because "Permission to read conversations" is broken/],
    both(live, both(divisions('sales'), answering(/conversations\/[0c]/, 403))),
  ),
  row(
    'permission-send',
    'broken',
    ['is missing', /conversation:message:create: refused .HTTP 403 missing.permissions/],
    answering(/agentless$/, 403, { code: 'missing.permissions' }),
  ),
  row(
    'permission-send',
    'broken',
    ['is refused to people', /not.a.client/],
    answering(/agentless$/, 400, { code: 'not.a.client' }),
  ),
  row(
    'permission-send',
    'unknown',
    ['accepts what nobody can send', /neither yes nor no/],
    answering(/agentless$/, 202),
  ),
  row(
    'permission-read',
    'broken',
    ['is missing in a division', /missing.division.permission/],
    answering(/conversations\/0/, 403, { code: 'missing.division.permission' }),
  ),
  row(
    'permission-messages',
    'unknown',
    ['is asked for too often', /HTTP 429 too.many.requests/],
    answering(/details$/, 429, { code: 'too.many.requests' }),
  ),
  row(
    'thread-scope',
    'broken',
    ['is missing', /messaging:conversation:write is missing/],
    variables({ GENESYS_DIALECT: 'thread' }),
  ),
  row(
    'permission-send',
    'notChecked',
    ['is no matter of the dialect', /scopes/],
    variables({ GENESYS_DIALECT: 'thread' }),
  ),
];

const SURROUNDINGS = [
  row('deployment', 'broken', ['does not exist', /no deployment shop/], shop),
  row(
    'deployment',
    'unknown',
    ['may not be looked at', /may not look/],
    both(shop, answering(/deployments/, 403)),
  ),
  row(
    'deployment',
    'broken',
    ['is switched off', /"Shop" is Inactive/],
    both(shop, answering(/deployments/, 200, { name: 'Shop', status: 'Inactive' })),
  ),
  row(
    'rate-headroom',
    'warning',
    ['is used up by others', /290 of 300/],
    client({}, { ...RATE, 'inin-ratelimit-count': '290' }),
  ),
  row(
    'rate-headroom',
    'warning',
    ['is less than the stage believes', /starts with 600/],
    variables({ GENESYS_REQUESTS_PER_MINUTE: '600' }),
  ),
  row('rate-headroom', 'unknown', ['is not told', /name no limit/], client({}, {})),
  row('clock-skew', 'ok', ['differ by the error of measuring', /agree/], ahead(2_900)),
  row('clock-skew', 'warning', ['differ', /8 s ahead of this machine/], ahead(8_000)),
  row('clock-skew', 'broken', ['differ by far', /60 s behind this machine/], ahead(-60_000)),
  row(
    'clock-skew',
    'ok',
    ['differ from that of this machine alone', /Genesys and AWS agree/],
    both(aws({ identify: { ...identity, aheadMs: 60_000 } }), ahead(60_000)),
  ),
  row(
    'organization',
    'broken',
    ['is another than that of the client', /organization-2, the OAuth client is of organization-1/],
    aws({ readPartnerBus: 'aws.partner/genesys.com/cloud/organization-2/shop' }),
  ),
];

describe('of Genesys, the doctor', () => {
  it.each([...LOGIN, ...PERMISSIONS, ...SURROUNDINGS])(
    'finds $id $kind when it $when',
    async (one) => {
      const { kind, evidence } = await findingOf(one);

      expect(kind).toBe(one.kind);
      expect(evidence).toMatch(one.says);
    },
  );

  it('names the client and its organization, and how many roles it has', async () => {
    const token = answered(200, tokenInfo(), RATE);

    expect(await findingOf(row('oauth-client', 'ok', ['', /x/], { genesys: { token } }))).toEqual({
      id: 'oauth-client',
      title: 'OAuth client',
      kind: 'ok',
      evidence: '"proactive" of "Shop", active, 1 role grant(s)',
    });
  });
});
