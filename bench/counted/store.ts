import { setTimeout as sleep } from 'node:timers/promises';
import { createAwsJsonClient } from '../../lambda/adapters/aws-json-client';
import type { CallAws } from '../../lambda/adapters/aws-json-client';
import { createHttpSender } from '../../lambda/adapters/http-exchange';
import type { Emulator } from '../../local/cloud/emulator';
import type { StackTables } from '../stack/stack-tables';

/** Where the tables are, and what they are called there. */
export interface Store {
  readonly tables: StackTables;
  readonly call: CallAws;
}

const DEADLINE_MS = 10_000;

/** The tables in the emulator, by the client of the functions. */
export function openEmulatedStore(
  { endpoint, region, credentials }: Emulator,
  tables: StackTables,
): Store {
  const call = createAwsJsonClient({
    service: 'dynamodb',
    send: createHttpSender({ deadlineMs: DEADLINE_MS, nowMs: Date.now }),
    sleep: (ms) => sleep(ms),
    environment: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
  });
  return { tables, call };
}
