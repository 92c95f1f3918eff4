import * as v from 'valibot';
import { parseOwn } from '../contract/unreadable-data-error';
import type { CallAws } from './aws-json-client';

const secretSchema = v.object({ SecretString: v.string() });

/** Reads the current text of a secret. Called for each new token, so a rotation is noticed. */
export const createSecretReader =
  (secretsManager: CallAws) =>
  async (SecretId: string): Promise<string> => {
    const { body } = await secretsManager('GetSecretValue', { SecretId });
    return parseOwn(secretSchema, body, 'the answer of Secrets Manager').SecretString;
  };
