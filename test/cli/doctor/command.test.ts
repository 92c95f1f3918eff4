import { startOrg } from '../../local/genesys/support/org';
import type { Org } from '../../local/genesys/support/org';
import { runDoctor } from './support/run-doctor';

let org: Org;
beforeAll(async () => {
  org = await startOrg();
});
afterAll(() => org.close());

const clientArgs = () => ['--client', '-', '--genesys-url', org.api];
const file = () =>
  JSON.stringify({ clientId: org.clientId, clientSecret: org.clientSecret, api: org.api });

describe('the doctor command', () => {
  it('shows a table with what to do, and counts what it found', async () => {
    const { stdout, exitCode } = await runDoctor(clientArgs(), {
      file: JSON.stringify({ clientId: org.clientId, clientSecret: 'another' }),
    });

    expect(stdout).toContain('│ Login of the OAuth client');
    expect(stdout).toContain('→ Compare the client id');
    expect(stdout).toContain('1 ok, 0 to look at, 1 broken, 0 unknown, 9 not checked');
    expect(exitCode).toBe(1);
  });

  it('writes neither the secret nor the token, not even when it is chatty', async () => {
    const { stdout, stderr } = await runDoctor([...clientArgs(), '--debug'], { file: file() });
    const token = await org.tokenOf();

    expect(stderr).toContain('oauth-token');
    for (const secret of [org.clientSecret, token]) {
      expect(stdout + stderr).not.toContain(secret);
    }
  });

  it('takes the deployment from what the simulator prints', async () => {
    const client = JSON.stringify({ ...JSON.parse(file()), deploymentId: 'gone' });
    const { stdout } = await runDoctor([...clientArgs(), '--json'], { file: client });

    expect(stdout).toContain('"id":"deployment"');
    expect(stdout).toContain('the role may not look at deployments');
  });

  it('says what is wrong with a file that holds no client', async () => {
    const { exitCode, stderr, stdout } = await runDoctor(clientArgs(), { file: '{}' });

    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^CLIENT_UNREADABLE: - holds no OAuth client\.$/m);
    expect(stdout).toBe('');
  });

  it.each([
    ['neither a stack nor a client', [], 'give either --stack or --client'],
    ['both', ['--stack', 'a', '--client', 'b'], 'give either --stack or --client'],
    ['a client without a place', ['--client', 'b'], '--client wants --genesys-url'],
    [
      'a place the stack knows better',
      ['--stack', 'a', '--genesys-url', 'http://localhost'],
      'the stack says where Genesys is',
    ],
    ['a place that is none', ['--client', 'b', '--genesys-url', 'localhost'], 'Expected an http'],
  ])('refuses %s', async (_what, args, sentence) => {
    const { exitCode, stderr } = await runDoctor(args);

    expect(exitCode).not.toBe(0);
    expect(stderr).toContain(sentence);
  });
});
