import { createAwsJsonClient } from '../../lambda/adapters/aws-json-client';
import { createDynamoDbTable } from '../../lambda/adapters/dynamodb-table';
import type { HttpRequest } from '../../lambda/adapters/http-exchange';
import type { Exchange } from '../../lambda/domain/answer';
import { CONTACT, TEXTS } from './canaries';

export const SECRET = { name: 'client secret', value: 'client-secret-kv83nNd02Lq' };
export const TOKEN = { name: 'access token', value: 'access-token-a9f7XzP31mm' };
export const CANARIES = [...TEXTS, CONTACT, SECRET, TOKEN];
export const VALUES = CANARIES.map(({ value }) => value);
export const NESTED = {
  text: VALUES,
  deep: { er: Object.fromEntries(VALUES.map((each) => [each, each])) },
};

export const answered = (status: number, body: unknown): Exchange => ({
  kind: 'answered',
  status,
  headers: {},
  body,
});

/** The ledger over a database that answers whatever it is told. */
export const tableThat = (answer: (request: HttpRequest) => Promise<Exchange>) =>
  createDynamoDbTable(
    createAwsJsonClient({
      service: 'dynamodb',
      send: answer,
      environment: { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: SECRET.value },
      sleep: async () => Promise.resolve(),
    }),
    'ledger',
  );
const row = (item: object) => async () => Promise.resolve(answered(200, { Item: item }));
/** Databases that hold the texts where they are not expected, or say them back. */
export const BROKEN_LEDGERS: readonly (readonly [string, () => Promise<Exchange>])[] = [
  ['an intent that is no JSON', row({ intent: { S: `{${VALUES.join(' ')}` } })],
  ['an intent of another shape', row({ intent: { S: JSON.stringify(NESTED) } })],
  ['attributes of other types', row({ intent: NESTED, decisions: { L: VALUES } })],
  [
    'an error that quotes',
    async () =>
      Promise.resolve(answered(400, { ['__type']: 'x#ValidationException', message: VALUES })),
  ],
  ['an error without type', async () => Promise.resolve(answered(400, NESTED))],
  ['an answer of another shape', async () => Promise.resolve(answered(200, { Item: VALUES }))],
  ['no answer', async () => Promise.resolve({ kind: 'noAnswer', cause: 'ECONNRESET' } as const)],
];
