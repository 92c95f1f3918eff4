import { GENESYS_DOMAINS } from '../../../lambda/contract/genesys-regions';
import { broken, ok, unknown, warning } from '../check';
import type { Check, Finding } from '../check';
import type { GenesysPorts, Login } from '../ports';
import { readToken } from '../token-info';
import type { TokenInfo } from '../token-info';

/** Who we are to Genesys: the hosts, the login, and what the token says of itself. */
export const loginChecks: readonly Check<GenesysPorts>[] = [
  {
    id: 'genesys-hosts',
    title: 'Hosts of Genesys',
    needs: ['settings'],
    run: async ({ stage, genesys }) => {
      const { apiUrl, loginUrl } = await stage();
      const [api, login] = [new URL(apiUrl), new URL(loginUrl)];
      for (const { hostname } of [api, login]) {
        if (!(await genesys.resolve(hostname))) {
          return broken(`${hostname} has no address`, 'Correct genesys.domain, or the gateway.');
        }
      }
      return judgeHosts(api, login);
    },
  },
  {
    id: 'oauth-token',
    title: 'Login of the OAuth client',
    needs: ['oauth-secret', 'genesys-hosts'],
    run: async ({ genesys }) => judgeLogin(await genesys.logIn()),
  },
  {
    id: 'oauth-client',
    title: 'OAuth client',
    needs: ['oauth-token'],
    run: async ({ genesys, nowMs }) => {
      const token = readToken((await genesys.describeToken()).exchange);
      return token.kind === 'described' ? judgeClient(token.info, nowMs()) : token.finding;
    },
  },
];

const domainBehind = ({ hostname }: URL, word: string): string | undefined =>
  GENESYS_DOMAINS.find((domain) => hostname === `${word}.${domain}`);

const isLoopback = ({ hostname }: URL): boolean =>
  /^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname);

function judgeHosts(api: URL, login: URL): Finding {
  const [apiDomain, loginDomain] = [domainBehind(api, 'api'), domainBehind(login, 'login')];
  const evidence = `${api.host} and ${login.host}`;
  if (apiDomain !== loginDomain) {
    return broken(
      `${evidence} are not of one region`,
      'Set genesys.domain, which names both; a token of one region is unknown in every other.',
    );
  }
  if (apiDomain !== undefined) return ok(`${evidence}, region ${apiDomain}`);
  const isOpen = [api, login].some((url) => url.protocol !== 'https:' && !isLoopback(url));
  return isOpen
    ? warning(`${evidence} without TLS`, 'Use https: the token travels in clear text.')
    : ok(`${evidence}, a gateway or a simulator`);
}

const LOGIN_REFUSALS: Readonly<Record<string, readonly [evidence: string, nextStep: string]>> = {
  invalid_client: [
    'the login host does not know this client, or takes another secret',
    'Compare the client id with Genesys (right organization and region?), see that it is active, and store a new client secret.',
  ],
  unauthorized_client: [
    'this client may not log in by itself',
    'Its grant type has to be Client Credentials: create such a client.',
  ],
};

function judgeLogin(login: Login): Finding {
  switch (login.kind) {
    case 'token':
      return ok('a token was given');
    case 'unavailable':
      return login.cause.startsWith('LOGIN_HTTP_')
        ? unknown(`the login host answers ${login.cause}`, 'Run it again in a minute.')
        : broken(
            `the login host gives no answer: ${login.cause}`,
            'Look at the network, the proxy and the certificate between here and Genesys.',
          );
    case 'refused': {
      const { status, code } = login;
      const [evidence, nextStep] = LOGIN_REFUSALS[code] ?? [
        'the login host refuses',
        'Look at the OAuth client in Genesys, and at the secret.',
      ];
      return broken(`${evidence} (HTTP ${status} ${code})`, nextStep);
    }
  }
}

const GRANT = 'CLIENT-CREDENTIALS';

function judgeClient({ client, organization }: TokenInfo, nowMs: number): Finding {
  const subject = `"${client.name}" of "${organization.name}"`;
  const grants =
    client.roleDivisions === undefined ? '' : `, ${client.roleDivisions.length} role grant(s)`;
  return (
    whyUseless(client, subject) ??
    whyLeaving(client, subject, nowMs) ??
    ok(`${subject}, ${client.state ?? 'state untold'}${grants}`)
  );
}

function whyUseless(
  { state, grant, roleDivisions }: TokenInfo['client'],
  subject: string,
): Finding | undefined {
  if (state !== undefined && state !== 'active') {
    return broken(`${subject} is ${state}`, 'Activate it in Genesys, under OAuth.');
  }
  if (grant !== undefined && grant !== GRANT) {
    return broken(
      `${subject} has the grant type ${grant}`,
      'Messages need a client of the type Client Credentials: create one, and store it.',
    );
  }
  return roleDivisions?.length === 0
    ? broken(`${subject} has no role`, 'Give it the role of docs/doctor.md.')
    : undefined;
}

function whyLeaving(
  { deleteAt }: TokenInfo['client'],
  subject: string,
  nowMs: number,
): Finding | undefined {
  if (deleteAt === undefined) return undefined;
  const tense = Date.parse(deleteAt) <= nowMs ? 'was to be' : 'is going to be';
  return warning(
    `${subject} ${tense} deleted on ${deleteAt}`,
    'Create another client and store it before.',
  );
}
