import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DynamoDbTable, Written } from '../../lambda/adapters/dynamodb-table';
import { holds, updated } from './table-expressions';
import type { Row } from './table-expressions';

const unused = (): never => {
  throw new Error('this table only knows single rows and updates');
};

/**
 * A table in memory: each call takes a turn of the event loop, or whatever else a call takes here, and each condition
 * is judged and written in one breath.
 */
export function createInMemoryTable(
  takeTurn: () => Promise<unknown> = () => nextTurn(),
): DynamoDbTable {
  const rows = new Map<string, Row>();

  return {
    query: unused,
    putIf: unused,
    get: async ({ Key }) => {
      await takeTurn();
      const row = rows.get(JSON.stringify(Key));
      return row === undefined ? undefined : { ...row };
    },
    updateIf: async ({ Key, UpdateExpression = '', ConditionExpression, ...input }) => {
      await takeTurn();
      const key = JSON.stringify(Key);
      const row = rows.get(key) ?? {};
      const values = input.ExpressionAttributeValues ?? {};
      if (ConditionExpression !== undefined && !holds(ConditionExpression, row, values)) {
        return { kind: 'refused', item: { ...row } };
      }
      const item = { ...Key, ...updated(UpdateExpression, row, values) };
      rows.set(key, item);
      return { kind: 'written', item: { ...item } } satisfies Written;
    },
  };
}
