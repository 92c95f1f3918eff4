import type { AwsAnswer } from '../../lambda/adapters/aws-json-client';
import { createCallBook } from '../../bench/counted/call-book';
import { countDynamoDb } from '../../bench/counted/counting-dynamodb';
import { createVirtualClock } from '../../bench/counted/virtual-clock';
import { database, unitsOf } from '../../bench/database/database';

const consumed = (table: number, index?: number): AwsAnswer => ({
  kind: 'done',
  body: {
    ConsumedCapacity: {
      Table: { CapacityUnits: table },
      ...(index !== undefined && { GlobalSecondaryIndexes: { ByDue: { CapacityUnits: index } } }),
    },
  },
});

/** A store whose only verb writes once. */
function openStore(answer: AwsAnswer, operation = 'UpdateItem') {
  const book = createCallBook();
  const asked: object[] = [];
  const call = countDynamoDb(async (_, input) => {
    asked.push(input);
    return answer;
  }, book);
  const store = book.watch('ledger', { claimSlot: () => call(operation, { Key: 'k' }) });
  return { book, asked, store };
}

describe('the counting of DynamoDB', () => {
  it('asks for the units of tables and indexes, and books them for whoever called', async () => {
    const { book, asked, store } = openStore(consumed(1, 2));

    await book.inState('Post message', () => store.claimSlot());

    expect(asked).toEqual([{ Key: 'k', ReturnConsumedCapacity: 'INDEXES' }]);
    expect(book.calls).toEqual([
      {
        state: 'Post message',
        verb: 'ledger.claimSlot',
        operation: 'UpdateItem',
        readUnits: 0,
        rowsRead: 0,
        writeUnits: 1,
        indexUnits: 2,
        unitsByIndex: { ByDue: 2 },
        isRefused: false,
      },
    ]);
  });

  it('counts what a query reads of an index as reading', async () => {
    const { book, store } = openStore(consumed(0, 0.5), 'Query');

    await store.claimSlot();

    expect(book.calls).toMatchObject([{ readUnits: 0.5, writeUnits: 0, indexUnits: 0 }]);
  });

  it.each([
    [{}, 1],
    [{ Item: { text: { S: 'x'.repeat(1_500) } } }, 2],
  ])('bills a refused write by the row that stood there', async (body, units) => {
    const { book, store } = openStore({ kind: 'conditionFailed', body });

    await store.claimSlot();

    expect(book.calls).toMatchObject([{ writeUnits: units, isRefused: true }]);
  });

  it('names the innermost port when one calls another', async () => {
    const book = createCallBook();
    const note = async () =>
      book.note({
        operation: 'GetItem',
        readUnits: 1,
        rowsRead: 1,
        writeUnits: 0,
        indexUnits: 0,
        unitsByIndex: {},
        isRefused: false,
      });
    const inner = book.watch('budget', { reserve: note });
    const outer = book.watch('conversations', { prepare: () => inner.reserve() });

    await outer.prepare();

    expect(book.calls[0]?.verb).toBe('budget.reserve');
  });

  it('does not go on when DynamoDB does not say what it consumed', async () => {
    const { store } = openStore({ kind: 'done', body: {} });

    await expect(store.claimSlot()).rejects.toThrow('ConsumedCapacity');
  });
});

describe('the clock of the counted runs', () => {
  it('moves only by what is said to have taken time', async () => {
    const clock = createVirtualClock(1_000);

    await clock.sleep(202);
    clock.pass(5.4);
    clock.pass(-10);

    expect(clock.nowMs()).toBe(1_207);
  });
});

describe('the measurement of the database', () => {
  const call = {
    state: 's',
    rowsRead: 0,
    verb: 'ledger.conclude',
    operation: 'UpdateItem',
    isRefused: false,
    unitsByIndex: {},
  };
  const path = {
    name: 'into the live conversation',
    times: 2,
    calls: [
      { ...call, readUnits: 0, writeUnits: 2, indexUnits: 1 },
      { ...call, readUnits: 0, writeUnits: 1, indexUnits: 1, isRefused: true },
      { ...call, operation: 'GetItem', readUnits: 1, writeUnits: 0, indexUnits: 0 },
    ],
    delivered: [],
    genesysCalls: 4,
  };

  it('tells units per notification', () => {
    expect(unitsOf(path)).toEqual({
      calls: 1.5,
      reads: 0.5,
      rowsRead: 0,
      writes: 2.5,
      indexWrites: 1,
      refused: 0.5,
    });
  });

  it('has a row for each call and one for all together', async () => {
    const { run } = database(async () => ({ paths: [path], events: [] }));

    const { tables, figures } = await run({ isQuick: true }, () => undefined);

    expect(tables[0]?.rows).toEqual([
      ['s', 'record the outcome', 'UpdateItem', 1, 0, 2.5, 1],
      ['s', 'record the outcome', 'GetItem', 0.5, 0.5, 0, 0],
      ['', 'together', '', 1.5, 0.5, 2.5, 1],
    ]);
    expect(figures).toMatchObject({ readUnits: 0.5, writeUnits: 2.5, refusedWrites: 0.5 });
  });
});
