import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { createAwsJsonClient } from '../../lambda/adapters/aws-json-client';
import { createDynamoDbTable } from '../../lambda/adapters/dynamodb-table';
import type { DynamoDbTable } from '../../lambda/adapters/dynamodb-table';
import { createHttpSender } from '../../lambda/adapters/http-exchange';
import {
  BY_DUE_INDEX,
  BY_ENDING_INDEX,
  BY_RECIPIENT_INDEX,
  BY_WAKE_INDEX,
} from '../../lambda/contract/ledger-table';
import {
  BY_CONTACT_INDEX,
  BY_STALE_INDEX,
  BY_WEBCHAT_SESSION_INDEX,
} from '../../lambda/contract/sessions-table';
import { clientConfig } from './emulator-config';
import type { EmulatorAddress } from './shared-emulator';

export type Shape = Pick<
  CreateTableCommandInput,
  'KeySchema' | 'AttributeDefinitions' | 'GlobalSecondaryIndexes'
>;

const hash = (AttributeName: string) => ({ AttributeName, KeyType: 'HASH' as const });
const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
const number = (AttributeName: string) => ({ AttributeName, AttributeType: 'N' as const });
const everything = { Projection: { ProjectionType: 'ALL' as const } };

export const LEDGER: Shape = {
  KeySchema: [hash('pk')],
  AttributeDefinitions: [
    text('pk'),
    text('duePartition'),
    { AttributeName: 'dueAtMs', AttributeType: 'N' },
    text('recipientRef'),
    text('wakeOn'),
    number('toldAtMs'),
    text('endedAs'),
    number('endedAtMs'),
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: BY_DUE_INDEX,
      KeySchema: [hash('duePartition'), { AttributeName: 'dueAtMs', KeyType: 'RANGE' }],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
    {
      IndexName: BY_WAKE_INDEX,
      KeySchema: [hash('recipientRef'), { AttributeName: 'wakeOn', KeyType: 'RANGE' }],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
    {
      IndexName: BY_RECIPIENT_INDEX,
      KeySchema: [hash('recipientRef'), { AttributeName: 'toldAtMs', KeyType: 'RANGE' }],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
    {
      IndexName: BY_ENDING_INDEX,
      KeySchema: [hash('endedAs'), { AttributeName: 'endedAtMs', KeyType: 'RANGE' }],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
};

export const SESSIONS: Shape = {
  KeySchema: [hash('conversationId')],
  AttributeDefinitions: [
    text('conversationId'),
    text('contactId'),
    text('webchatSessionId'),
    { AttributeName: 'startedAtMs', AttributeType: 'N' },
    text('stalePartition'),
    { AttributeName: 'staleAtMs', AttributeType: 'N' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: BY_CONTACT_INDEX,
      KeySchema: [hash('contactId'), { AttributeName: 'startedAtMs', KeyType: 'RANGE' }],
      ...everything,
    },
    { IndexName: BY_WEBCHAT_SESSION_INDEX, KeySchema: [hash('webchatSessionId')], ...everything },
    {
      IndexName: BY_STALE_INDEX,
      KeySchema: [hash('stalePartition'), { AttributeName: 'staleAtMs', KeyType: 'RANGE' }],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
};

/** Makes a table in the emulator, of the shape that the stack gives it, and opens it as the functions do. */
async function openTable(emulator: EmulatorAddress, shape: Shape): Promise<DynamoDbTable> {
  const TableName = `table-${randomUUID()}`;
  const client = new DynamoDBClient(clientConfig(emulator));
  const BillingMode = 'PAY_PER_REQUEST';
  await client.send(new CreateTableCommand({ TableName, BillingMode, ...shape }));
  client.destroy();
  const callAws = createAwsJsonClient({
    service: 'dynamodb',
    send: createHttpSender({ deadlineMs: 5_000, nowMs: Date.now }),
    sleep: async () => undefined,
    environment: {
      AWS_ENDPOINT_URL: emulator.endpoint,
      AWS_REGION: emulator.region,
      AWS_ACCESS_KEY_ID: emulator.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: emulator.credentials.secretAccessKey,
    },
  });
  return createDynamoDbTable(callAws, TableName);
}

export const openLedgerTable = (emulator: EmulatorAddress) => openTable(emulator, LEDGER);
export const openSessionsTable = (emulator: EmulatorAddress) => openTable(emulator, SESSIONS);
