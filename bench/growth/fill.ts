import { BatchWriteItemCommand, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Emulator } from '../../local/cloud/emulator';
import type { StackTables } from '../stack/stack-tables';

export type Row = Record<string, AttributeValue>;

/** DynamoDB takes so many rows at once. */
const BATCH = 25;
const AT_A_TIME = 4;

/** Speaks to the tables behind the adapters' backs: to fill them, nothing else. */
export function openFiller({ endpoint, region, credentials }: Emulator, tables: StackTables) {
  const client = new DynamoDBClient({ endpoint, region, credentials });
  const write = async (TableName: string, rows: readonly Row[]): Promise<void> => {
    const Requests = rows.map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: Requests } }));
  };
  const read = async (TableName: string, Key: Row): Promise<Row> => {
    const { Item } = await client.send(new GetItemCommand({ TableName, Key }));
    if (Item === undefined) throw new Error(`${TableName} has no row to copy`);
    return Item;
  };
  /** Writes so many rows, each made from its number. */
  const fill = async (table: keyof StackTables, count: number, rowOf: (number: number) => Row) => {
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
  };
  return {
    fill,
    session: (conversationId: string) =>
      read(tables.sessions, { conversationId: { S: conversationId } }),
    ledgerRow: (pk: string) => read(tables.ledger, { pk: { S: pk } }),
    close: () => client.destroy(),
  };
}

/** A held notification that becomes due at a moment. */
export const dueCopy = (row: Row, pk: string, dueAtMs: number): Row => ({
  ...row,
  pk: { S: pk },
  recipientRef: { S: `recipient-of-${pk}` },
  dueAtMs: { N: String(dueAtMs) },
});
