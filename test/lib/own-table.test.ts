import { App, Stack } from 'aws-cdk-lib';
import { AttributeType, ProjectionType, Table, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { useOwnTable } from '../../lib/own-table';
import { LEDGER_TABLE, SESSIONS_TABLE } from '../../lib';
import type { TableShape } from '../../lib';

function stackWith<T extends ITable>(create: (stack: Stack) => T, shape: TableShape) {
  const stack = new Stack(new App(), 'Theirs');
  const table = create(stack);
  const used = useOwnTable(stack, 'Ledger', table, shape);
  return { table, used, faults: () => stack.node.validate() };
}

const bare = (stack: Stack) =>
  new Table(stack, 'Bare', { partitionKey: LEDGER_TABLE.partitionKey });
const whole = (shape: TableShape) => (stack: Stack) => {
  const table = new Table(stack, 'Whole', {
    partitionKey: shape.partitionKey,
    timeToLiveAttribute: shape.timeToLiveAttribute,
  });
  for (const index of shape.indexes) table.addGlobalSecondaryIndex(index);
  return table;
};

describe('a table that the app brings', () => {
  it.each([
    ['the registry', SESSIONS_TABLE],
    ['the ledger', LEDGER_TABLE],
  ])('is taken for %s when it has its shape', (_, shape) => {
    expect(stackWith(whole(shape), shape).faults()).toEqual([]);
  });

  it('is refused at synthesis, with everything that is missing by name', () => {
    expect(stackWith(bare, LEDGER_TABLE).faults()).toEqual([
      'Ledger table Theirs/Bare: index ByDue on duePartition and dueAtMs with projection KEYS_ONLY expected',
      'Ledger table Theirs/Bare: index ByWake on recipientRef and wakeOn with projection KEYS_ONLY expected',
      'Ledger table Theirs/Bare: index ByRecipient on recipientRef and toldAtMs with projection KEYS_ONLY expected',
      'Ledger table Theirs/Bare: index ByEnding on endedAs and endedAtMs with projection KEYS_ONLY expected',
      'Ledger table Theirs/Bare: TTL attribute ttl expected',
    ]);
  });

  it('is refused with another key, also as a global table', () => {
    const { faults } = stackWith(
      (stack) =>
        new TableV2(stack, 'Global', {
          partitionKey: { name: 'id', type: AttributeType.STRING },
          timeToLiveAttribute: 'ttl',
        }),
      { ...LEDGER_TABLE, indexes: [] },
    );

    expect(faults()).toEqual([
      'Ledger table Theirs/Global: partition key pk and no sort key expected',
    ]);
  });

  it('is refused when an index holds less than is read from it', () => {
    const [index, ...others] = SESSIONS_TABLE.indexes;
    const keysOnly = { ...index!, projectionType: ProjectionType.KEYS_ONLY };

    const { faults } = stackWith(
      whole({ ...SESSIONS_TABLE, indexes: [keysOnly, ...others] }),
      SESSIONS_TABLE,
    );

    expect(faults()).toEqual([expect.stringContaining('ByContact')]);
  });

  it('may hold more in an index than is read, and get it as late as the app likes', () => {
    const { table, faults } = stackWith(whole({ ...LEDGER_TABLE, indexes: [] }), LEDGER_TABLE);
    for (const index of LEDGER_TABLE.indexes) {
      table.addGlobalSecondaryIndex({ ...index, projectionType: ProjectionType.ALL });
    }

    expect(faults()).toEqual([]);
  });

  it('is taken unseen when it lives outside of the app', () => {
    const { used, faults } = stackWith(
      (stack) => Table.fromTableName(stack, 'Far', 'far-ledger'),
      LEDGER_TABLE,
    );

    expect(faults()).toEqual([]);
    expect(used.tableName).toBe('far-ledger');
  });
});
