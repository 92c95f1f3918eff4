import * as v from 'valibot';
import { spell } from '../ago';
import { broken, ok, warning } from '../check';
import type { Check } from '../check';
import type { StackPorts } from '../ports';

/** A credential nobody has changed for so long has been seen by people who have left. */
const OLD_MS = 180 * 86_400_000;

const oauthClientSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    clientId: v.pipe(v.string(), v.minLength(1)),
    clientSecret: v.pipe(v.string(), v.minLength(1)),
  }),
);

/** The two secrets: the OAuth client, which changes, and the pepper, which must not. */
export const secretChecks: readonly Check<StackPorts>[] = [
  {
    id: 'key-pepper',
    title: 'Pepper of the keys',
    needs: ['settings'],
    run: async ({ aws, variables }) => {
      const { KEY_PEPPER_SECRET_ARN } = await variables();
      const secret = await aws.describeSecret(KEY_PEPPER_SECRET_ARN);
      if (secret.kind === 'missing' || secret.isDeleted) {
        return broken(
          'the secret is deleted',
          'Restore it (`aws secretsmanager restore-secret`); with another one every notification has a new identity.',
        );
      }
      return secret.hasPrevious
        ? warning(
            'it was changed: what was sent before is not recognized any more',
            'Put the first value back, unless nothing was sent with it yet.',
          )
        : ok('it is there, and has never been changed');
    },
  },
  {
    id: 'oauth-secret',
    title: 'Secret with the OAuth client',
    needs: ['settings'],
    run: async ({ aws, variables, nowMs }) => {
      const { OAUTH_CLIENT_SECRET_ARN } = await variables();
      const secret = await aws.describeSecret(OAUTH_CLIENT_SECRET_ARN);
      if (secret.kind === 'missing' || secret.isDeleted) {
        return broken('the secret is deleted', 'Restore it: `aws secretsmanager restore-secret`.');
      }
      if (!v.is(oauthClientSchema, await aws.readSecret(OAUTH_CLIENT_SECRET_ARN))) {
        return broken(
          'it holds no OAuth client',
          'Store {"clientId":"…","clientSecret":"…"} in it: `aws secretsmanager put-secret-value`.',
        );
      }
      if (secret.changedAtMs === undefined) return ok('it holds an OAuth client');
      const ageMs = nowMs() - secret.changedAtMs;
      const evidence = `it holds an OAuth client, stored ${spell(ageMs)} ago`;
      return ageMs > OLD_MS
        ? warning(evidence, 'Have Genesys make a new client secret, and store it.')
        : ok(evidence);
    },
  },
];
