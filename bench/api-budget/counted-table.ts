import type { DynamoDbTable } from '../../lambda/adapters/dynamodb-table';

/** Counts what a table is asked: a write costs its unit whether or not its condition holds. */
export function countCalls(table: DynamoDbTable) {
  const counts = { writes: 0, reads: 0 };
  const counted: DynamoDbTable = {
    ...table,
    get: (input) => {
      counts.reads += 1;
      return table.get(input);
    },
    updateIf: (input) => {
      counts.writes += 1;
      return table.updateIf(input);
    },
  };
  return { table: counted, counts };
}
