import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Emulator } from '../../local/cloud/emulator';
import { deployedTable } from './table-shape';
import type { StackTemplate } from './template';

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
  const create = async (word: 'Sessions' | 'Ledger'): Promise<string> => {
    const TableName = `bench-${word}-${Date.now()}`;
    await client.send(new CreateTableCommand({ TableName, ...deployedTable(template, word) }));
    return TableName;
  };
  const [sessions, ledger] = await Promise.all([create('Sessions'), create('Ledger')]);
  client.destroy();
  return { sessions, ledger };
}
