import { createCallBook } from '../../bench/counted/call-book';
import { countDynamoDb } from '../../bench/counted/counting-dynamodb';
import { createMemoryDynamoDb } from '../../bench/memory/memory-dynamodb';
import { createMemoryTable } from '../../bench/memory/memory-table';
import { keysOf, parseTable } from '../../bench/stack/table-shape';
import { createDynamoDbTable } from '../../lambda/adapters/dynamodb-table';
import type { Shape } from './emulated-tables';

/** A table of the bench's memory, opened as the functions do, with what its calls took and a way to fill it. */
export function openMemoryTable(shape: Shape) {
  const rows = createMemoryTable(keysOf(parseTable({ ...shape, BillingMode: 'PAY_PER_REQUEST' })));
  const book = createCallBook();
  const call = createMemoryDynamoDb(new Map([['table', rows]]));
  return { rows, book, call, table: createDynamoDbTable(countDynamoDb(call, book), 'table') };
}
