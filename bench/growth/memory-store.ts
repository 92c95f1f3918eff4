import { createMemoryDynamoDb } from '../memory/memory-dynamodb';
import { createMemoryTable } from '../memory/memory-table';
import { deployedTable, keysOf } from '../stack/table-shape';
import type { StackTemplate } from '../stack/template';
import type { FillableStore } from './fillable-store';

/** New tables of the stack's shape in this process: they hold what the emulator would take hours to be told. */
export function openMemoryStore(template: StackTemplate): FillableStore {
  const open = (word: 'Sessions' | 'Ledger') =>
    createMemoryTable(keysOf(deployedTable(template, word)));
  const opened = { sessions: open('Sessions'), ledger: open('Ledger') };
  return {
    kind: 'memory',
    tables: { sessions: 'sessions', ledger: 'ledger' },
    call: createMemoryDynamoDb(new Map(Object.entries(opened))),
    fill: async (table, count, rowOf) =>
      opened[table].load(Array.from({ length: count }, (_, number) => rowOf(number))),
    read: async (table, Key) => {
      const { row } = opened[table].get(Key, true);
      if (row === undefined) throw new Error(`${table} has no row to copy`);
      return row;
    },
    close: () => undefined,
  };
}
