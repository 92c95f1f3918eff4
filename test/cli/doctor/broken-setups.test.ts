import { startOrg } from '../../local/genesys/support/org';
import type { Org } from '../../local/genesys/support/org';
import { readVerdicts, runDoctor } from './support/run-doctor';

const ROLE = [
  'conversation:message:create',
  'conversation:communication:view',
  'conversation:message:view',
  'webDeployments:deployment:view',
];
const BEYOND_LOGIN = [
  'oauth-client',
  'permission-send',
  'permission-read',
  'permission-messages',
  'divisions',
  'thread-scope',
  'deployment',
  'rate-headroom',
  'clock-skew',
];

let org: Org;
beforeAll(async () => {
  org = await startOrg();
});
afterEach(() => org.reset());
afterAll(() => org.close());

/** An OAuth client of the simulated organization. */
const aClient = async (change: object = {}) => {
  const made = await org.control<{ clientId: string; clientSecret: string }>(
    'POST',
    '/oauth-clients',
    { permissions: ROLE, ...change },
  );
  return { clientId: made.clientId, clientSecret: made.clientSecret };
};

const examine = async (client: object, ...more: string[]) => {
  const args = ['--client', 'client.json', '--genesys-url', org.api, '--json', ...more];
  const run = await runDoctor(args, { file: JSON.stringify(client) });
  return { ...run, ...readVerdicts(run.stdout) };
};

describe('the doctor, at the simulated Genesys', () => {
  it('finds a proper set-up in order, and leaves no trace in it', async () => {
    const found = await examine(await aClient(), '--deployment', org.deploymentId);

    expect(found.of('broken')).toEqual([]);
    expect(found.of('warning')).toEqual([]);
    expect(found.of('ok')).toHaveLength(10);
    expect(found.exitCode).toBe(0);
    expect(await org.conversations()).toEqual([]);
    expect(await org.events()).toEqual([]);
    expect(await org.requests()).toHaveLength(6);
  });

  it('tells a wrong secret, and does not guess about what lies behind the login', async () => {
    const found = await examine({ ...(await aClient()), clientSecret: 'of yesterday' });

    expect(found.of('broken')).toEqual(['oauth-token']);
    expect(found.verdict('oauth-token')).toMatchObject({
      evidence:
        'the login host does not know this client, or takes another secret (HTTP 401 invalid_client)',
    });
    expect(found.of('notChecked')).toEqual(BEYOND_LOGIN);
    expect(found.exitCode).toBe(1);
  });

  it('names the one permission that is missing', async () => {
    const permissions = ROLE.filter((name) => name !== 'conversation:message:create');
    const found = await examine(await aClient({ permissions }));

    expect(found.of('broken')).toEqual(['permission-send']);
    expect(found.verdict('permission-send')).toMatchObject({
      evidence: 'conversation:message:create: refused (HTTP 403 missing.permissions)',
      nextStep: 'Add conversation:message:create to the role of the OAuth client.',
    });
    expect(found.exitCode).toBe(1);
  });

  it('tells an unknown deployment from one that it may not look at', async () => {
    const unknown = await examine(await aClient(), '--deployment', 'of-another-organization');
    const hidden = await examine(
      await aClient({ permissions: ROLE.slice(0, 3) }),
      '--deployment',
      'x',
    );

    expect(unknown.of('broken')).toEqual(['deployment']);
    expect(hidden.of('broken')).toEqual([]);
    expect(hidden.of('unknown')).toEqual(['deployment']);
  });

  it('notices when the clocks differ', async () => {
    await org.control('POST', '/clock/advance', { ms: 60_000 });
    const found = await examine(await aClient());

    expect(found.of('broken')).toEqual(['clock-skew']);
    expect(found.verdict('clock-skew')?.evidence).toMatch(/Genesys is (59|60|61) s ahead/);
  });

  it('notices that the client belongs to people, and that it was switched off', async () => {
    const forPeople = await examine(await aClient({ grant: 'CODE' }));
    const client = await aClient();
    await org.control('PATCH', `/oauth-clients/${client.clientId}`, { state: 'disabled' });

    expect(forPeople.verdict('oauth-token')?.evidence).toMatch(/may not log in by itself/);
    expect((await examine(client)).of('broken')).toEqual(['oauth-token']);
  });

  it('knows nothing about a permission while the limit is used up', async () => {
    const found = await examine(await aClient({ requestsPerMinute: 2 }));

    expect(found.of('broken')).toEqual([]);
    expect(found.verdict('permission-messages')).toMatchObject({ kind: 'unknown' });
  });
});
