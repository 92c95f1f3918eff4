import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Emulator } from '../../local/cloud/emulator';
import { createCallBook } from '../counted/call-book';
import { createCustomers } from '../counted/customers';
import { startGenesys } from '../counted/genesys';
import type { Genesys } from '../counted/genesys';
import { openStage, PEPPER } from '../counted/stage';
import { openEmulatedStore } from '../counted/store';
import { createVirtualClock } from '../counted/virtual-clock';
import { withEmulator } from '../stack/emulator';
import { createStackTables } from '../stack/stack-tables';
import { synthesizeStack } from '../stack/template';
import type { Places } from './contestants';
import { logIn } from './log-in';

/** Where contestants meet: one DynamoDB, one organization, and customers whom all of them know. */
export interface Arena {
  readonly places: Places;
  readonly genesys: Genesys;
  /** A customer in a live conversation; returns the contact's id. */
  readonly welcome: () => Promise<string>;
}

/** So many that nobody waits for a slot: what is measured here is work, not waiting. */
export const OUT_OF_THE_WAY = 100_000;

export async function withArena<Result>(work: (arena: Arena) => Promise<Result>): Promise<Result> {
  process.env.CDK_VALIDATION = 'false';
  const template = synthesizeStack();
  const genesys = await startGenesys(OUT_OF_THE_WAY);
  try {
    return await withEmulator(async (emulator) => {
      const tables = await createStackTables(emulator, template);
      return await work(await openArena(emulator, tables, genesys));
    });
  } finally {
    await genesys.stop();
  }
}

type Tables = Awaited<ReturnType<typeof createStackTables>>;

async function openArena(emulator: Emulator, tables: Tables, genesys: Genesys): Promise<Arena> {
  const { endpoint, region, credentials } = emulator;
  const dynamo = new DynamoDBClient({ endpoint, region, credentials });
  const documents = DynamoDBDocumentClient.from(dynamo);
  const rivalSessions = await createTable(dynamo, 'rival-sessions', 'contactId');
  const rivalIdempotency = await createTable(dynamo, 'rival-idempotency', 'id');
  const book = createCallBook();
  const clock = createVirtualClock(Date.now());
  const store = openEmulatedStore(emulator, tables);
  const stage = openStage({ store, genesys, clock, book });
  // Fetched once for all, as the token of a stack is: nobody's first call is to pay for it.
  await stage.conversations.prepare({ lane: 'single', slots: 1, maxWaitMs: 1_000 });
  const customers = createCustomers(stage, genesys, 'the-contest');
  return {
    genesys,
    places: {
      emulator,
      genesys,
      tables: { ...tables, rivalSessions, rivalIdempotency },
      accessToken: await logIn(genesys),
      oauthSecret: await createSecret(emulator, 'oauth-client', JSON.stringify(clientOf(genesys))),
      pepperSecret: await createSecret(emulator, 'pepper', PEPPER),
      requestsPerMinute: OUT_OF_THE_WAY,
      limits: stage.limits,
    },
    welcome: async () => {
      const customer = await customers.agreeLive();
      await documents.send(new PutCommand({ TableName: rivalSessions, Item: customer }));
      return customer.contactId;
    },
  };
}

const clientOf = ({ clientId, clientSecret }: Genesys) => ({ clientId, clientSecret });

async function createTable(
  client: DynamoDBClient,
  TableName: string,
  key: string,
): Promise<string> {
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
    }),
  );
  return TableName;
}

async function createSecret(emulator: Emulator, Name: string, text: string): Promise<string> {
  const { endpoint, region, credentials } = emulator;
  const client = new SecretsManagerClient({ endpoint, region, credentials });
  const { ARN } = await client.send(new CreateSecretCommand({ Name, SecretString: text }));
  client.destroy();
  if (ARN === undefined) throw new Error(`the emulator made no secret ${Name}`);
  return ARN;
}
