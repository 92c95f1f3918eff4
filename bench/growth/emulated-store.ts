import { BatchWriteItemCommand, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Emulator } from '../../local/cloud/emulator';
import { openEmulatedStore } from '../counted/store';
import type { Row } from '../memory/units';
import { createStackTables } from '../stack/stack-tables';
import type { StackTemplate } from '../stack/template';
import type { FillableStore } from './fillable-store';

/** DynamoDB takes so many rows at once. */
const BATCH = 25;
const AT_A_TIME = 4;

/** New tables in the emulator. */
export async function openFillableEmulatedStore(
  emulator: Emulator,
  template: StackTemplate,
): Promise<FillableStore> {
  const { endpoint, region, credentials } = emulator;
  const tables = await createStackTables(emulator, template);
  const client = new DynamoDBClient({ endpoint, region, credentials });
  const write = async (TableName: string, rows: readonly Row[]): Promise<void> => {
    const Requests = rows.map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: Requests } }));
  };
  return {
    kind: 'emulator',
    ...openEmulatedStore(emulator, tables),
    fill: async (table, count, rowOf) => {
      const step = BATCH * AT_A_TIME;
      for (let done = 0; done < count; done += step) {
        const rows = Array.from({ length: Math.min(step, count - done) }, (_, at) =>
          rowOf(done + at),
        );
        const batches = Array.from({ length: Math.ceil(rows.length / BATCH) }, (_, at) =>
          rows.slice(at * BATCH, (at + 1) * BATCH),
        );
        // oxlint-disable-next-line no-await-in-loop
        await Promise.all(batches.map((batch) => write(tables[table], batch)));
      }
    },
    read: async (table, Key) => {
      const { Item } = await client.send(new GetItemCommand({ TableName: tables[table], Key }));
      if (Item === undefined) throw new Error(`${table} has no row to copy`);
      return Item;
    },
    close: () => client.destroy(),
  };
}
