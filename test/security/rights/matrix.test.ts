import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { withText } from '../concrete-template';
import { templateForReview } from '../reviewed-stack';
import { ACTIONS } from './actions';
import { tryEverything } from './matrix';
import { rolesIn } from './names';
import { RIGHTS } from './rights';

const template = templateForReview();
const listed = [
  ...new Set(Object.values(RIGHTS).flatMap((rights) => Object.values(rights).flat())),
];

afterAll(() => CloudAssembly.cleanupTemporaryDirectories());

describe('the rights of the roles', () => {
  it('are written down for each role, and for no other', () => {
    expect(new Set(rolesIn(template).map(({ name }) => name))).toEqual(
      new Set(Object.keys(RIGHTS)),
    );
  });

  it('are looked for among many actions that nobody needs', () => {
    expect(new Set(ACTIONS).size).toBe(ACTIONS.length);
    expect(ACTIONS.length).toBeGreaterThanOrEqual(150);
    expect(listed.filter((action) => !ACTIONS.includes(action))).toEqual([]);
  });

  // The other actions are tried by `npm run security`; a wildcard that could reach them breaks a house rule.
  it('are exactly what is written down, of all that any role may', async () => {
    const results = await tryEverything(template, listed);

    expect(results.flatMap(({ deviations }) => deviations)).toEqual([]);
    expect(results.filter(({ allowed }) => allowed === 0)).toEqual([]);
  });

  const SECRET_ACTIONS = ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'];
  const tryChanged = async (from: string, to: string) => {
    const results = await tryEverything(withText(template, from, to), SECRET_ACTIONS);
    return results.find(({ role }) => role === 'FunctionsPostMessage')?.deviations;
  };
  const right = { role: 'FunctionsPostMessage', resource: 'OAuthClient' };

  it('are missed where a policy gives less', async () => {
    expect(await tryChanged('GetSecretValue', 'ListSecrets')).toEqual([
      { ...right, action: 'secretsmanager:GetSecretValue', is: 'denied' },
    ]);
  });

  it('are noticed where a policy gives more', async () => {
    expect(await tryChanged('GetSecretValue', '*SecretValue')).toEqual([
      { ...right, action: 'secretsmanager:PutSecretValue', is: 'allowed' },
    ]);
  });
});
