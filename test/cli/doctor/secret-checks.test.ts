import { NOON_MS } from '../../support/fixed-clock';
import { aws, findingOf, row } from './support/rows';
import { aSecret } from './support/healthy-stack';

const DAY_MS = 86_400_000;

const SECRETS = [
  row(
    'key-pepper',
    'warning',
    ['was changed', /not recognized/],
    aws({ describeSecret: aSecret({ hasPrevious: true }) }),
  ),
  row(
    'key-pepper',
    'broken',
    ['was deleted', /deleted/],
    aws({ describeSecret: { kind: 'missing' } }),
  ),
  row(
    'oauth-secret',
    'broken',
    ['was never filled', /no OAuth client/],
    aws({ readSecret: 'a generated password' }),
  ),
  row(
    'oauth-secret',
    'broken',
    ['is being deleted', /deleted/],
    aws({ describeSecret: aSecret({ isDeleted: true }) }),
  ),
  row(
    'oauth-secret',
    'warning',
    ['is old', /200 days ago/],
    aws({ describeSecret: aSecret({ changedAtMs: NOON_MS - 200 * DAY_MS }) }),
  ),
];

describe('of secrets, the doctor', () => {
  it.each(SECRETS)('finds $id $kind when it $when', async (one) => {
    const { kind, evidence } = await findingOf(one);

    expect(kind).toBe(one.kind);
    expect(evidence).toMatch(one.says);
  });
});
