import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import type { Emulator } from '../../local/cloud/emulator';
import type { StackTemplate } from './template';

const keySchema = v.array(
  v.object({ AttributeName: v.string(), KeyType: v.picklist(['HASH', 'RANGE']) }),
);
const tableSchema = v.object({
  KeySchema: keySchema,
  AttributeDefinitions: v.array(
    v.object({ AttributeName: v.string(), AttributeType: v.picklist(['S', 'N', 'B']) }),
  ),
  GlobalSecondaryIndexes: v.array(
    v.object({
      IndexName: v.string(),
      KeySchema: keySchema,
      Projection: v.object({ ProjectionType: v.picklist(['ALL', 'KEYS_ONLY']) }),
    }),
  ),
  BillingMode: v.literal('PAY_PER_REQUEST'),
});

export interface StackTables {
  readonly sessions: string;
  readonly ledger: string;
}

/** Makes the tables of the stack in the emulator, keys and indexes as they are deployed, and returns their names. */
export async function createStackTables(
  { endpoint, region, credentials }: Emulator,
  template: StackTemplate,
): Promise<StackTables> {
  const client = new DynamoDBClient({ endpoint, region, credentials });
  const create = async (word: string): Promise<string> => {
    const tables = [...template.of('AWS::DynamoDB::Table')];
    const [, properties] = tables.find(([id]) => id.includes(word)) ?? [];
    const TableName = `bench-${word}-${Date.now()}`;
    await client.send(new CreateTableCommand({ TableName, ...v.parse(tableSchema, properties) }));
    return TableName;
  };
  const [sessions, ledger] = await Promise.all([create('Sessions'), create('Ledger')]);
  client.destroy();
  return { sessions, ledger };
}
