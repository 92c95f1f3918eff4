import { unitsOf } from '../../bench/database/database';
import { bytesOf, readUnitsOf, writeUnitsOf } from '../../bench/memory/units';
import type { Row } from '../../bench/memory/units';
import { createDueNotifications } from '../../lambda/adapters/dynamodb-due-notifications';
import { createDynamoDbLedger } from '../../lambda/adapters/dynamodb-ledger';
import { createDynamoDbSessionFinder } from '../../lambda/adapters/dynamodb-session-finder';
import { anIntent } from '../support/builders';
import { LEDGER, SESSIONS } from '../support/emulated-tables';
import { openMemoryTable } from '../support/memory-tables';

describe('the units of an item', () => {
  it.each<[string, Row, number]>([
    ['names and texts by their bytes', { é: { S: 'ü' } }, 4],
    ['a number by its digits', { n: { N: '1795384506089' } }, 9],
    ['a number without the zeros around it', { n: { N: '-120000' } }, 4],
    ['a truth value', { b: { BOOL: true } }, 2],
    ['a list and a map with what they hold', { l: { L: [{ S: 'ab' }] }, m: { M: {} } }, 11],
  ])('count %s', (_, row, bytes) => {
    expect(bytesOf(row)).toBe(bytes);
  });

  it('begin anew with each started kilobyte that is written, and each four that are read', () => {
    expect([0, 1, 1024, 1025].map(writeUnitsOf)).toEqual([1, 1, 1, 2]);
    expect([0, 4096, 4097].map((bytes) => readUnitsOf(bytes, true))).toEqual([1, 1, 2]);
    expect([0, 4096, 4097].map((bytes) => readUnitsOf(bytes, false))).toEqual([0.5, 0.5, 1]);
  });

  it('are not guessed of what nobody here knows', () => {
    expect(() => bytesOf({ b: { NULL: true } })).toThrow('NULL');
  });
});

/** A ledger row that is due at a moment. */
const dueRow = (id: string, dueAtMs: number): Row => ({
  pk: { S: `NOTIF#${id}` },
  duePartition: { S: 'DUE' },
  dueAtMs: { N: String(dueAtMs) },
});
const sessionRow = (contactId: string, startedAtMs: number): Row => ({
  conversationId: { S: `conversation-${contactId}-${startedAtMs}` },
  contactId: { S: contactId },
  startedAtMs: { N: String(startedAtMs) },
});

const ledger = () => openMemoryTable(LEDGER);
const rows = (count: number): Row[] =>
  Array.from({ length: count }, (_, at) => dueRow(`row-${at}`, count - at));

describe('a table in memory', () => {
  it('reads of an index only what is due, the longest overdue first', async () => {
    const { rows: store, book, table } = ledger();
    store.load(rows(1_000));

    const found = await createDueNotifications(table).findDue('single', 3, 50);

    expect(found.map(({ dueAtMs }) => dueAtMs)).toEqual([1, 2, 3]);
    expect(book.calls).toMatchObject([{ operation: 'Query', rowsRead: 3, readUnits: 0.5 }]);
  });

  it('reads no more than the limit, and bills it by its size', async () => {
    const { rows: store, book, table } = ledger();
    store.load(rows(1_000));

    expect(await createDueNotifications(table).findDue('single', 5_000, 200)).toHaveLength(200);
    expect(book.calls).toMatchObject([{ rowsRead: 200, readUnits: 1 }]);
  });

  it('finds the newest of a contact first, and nothing of another', async () => {
    const { rows: store, book, table } = openMemoryTable(SESSIONS);
    store.load(
      ['a', 'b', 'c'].flatMap((contact) => [1, 30, 2].map((at) => sessionRow(contact, at))),
    );

    const sessions = await createDynamoDbSessionFinder(table).findByContact('b');

    expect(sessions.map(({ startedAtMs }) => startedAtMs)).toEqual([30, 2, 1]);
    expect(book.calls).toMatchObject([{ rowsRead: 3 }]);
  });

  it('bills the entries of a new row, both places of one that moves, and none that stays', async () => {
    const { book, table } = ledger();
    const store = createDynamoDbLedger(table, () => 0);
    const intent = anIntent();
    await store.storeIntent(intent);
    const due = createDueNotifications(table);
    const [found] = await due.findDue('single', Number.MAX_SAFE_INTEGER, 1);
    const seen = found ?? { notificationKey: '', dueAtMs: 0 };

    await due.postpone(seen, seen.dueAtMs + 1);
    await due.postpone({ ...seen, dueAtMs: seen.dueAtMs + 1 }, seen.dueAtMs + 1);

    expect(book.calls.map(({ writeUnits, indexUnits }) => [writeUnits, indexUnits])).toEqual([
      [1, 2],
      [0, 0],
      [1, 2],
      [1, 0],
    ]);
  });

  it('finds a row that moved at its new place only', async () => {
    const { rows: store, table } = ledger();
    store.load(rows(3));
    const due = createDueNotifications(table);

    await due.postpone({ notificationKey: 'row-2', dueAtMs: 1 }, 10);

    const found = await due.findDue('single', 100, 50);
    expect(found.map(({ dueAtMs }) => dueAtMs)).toEqual([2, 3, 10]);
  });

  it('books a write that it refuses, which changes nothing', async () => {
    const { rows: store, book, table } = ledger();
    store.load(rows(1));
    const due = createDueNotifications(table);

    expect(await due.postpone({ notificationKey: 'row-0', dueAtMs: 7 }, 10)).toBe(false);

    expect(unitsOf({ times: 1, calls: book.calls })).toMatchObject({ refused: 1, writes: 1 });
    expect(await due.findDue('single', 5, 50)).toHaveLength(1);
  });

  it.each([
    ['a scan', 'Scan', {}, 'know no Scan'],
    ['a filter', 'Query', { FilterExpression: 'a = :a' }, 'FilterExpression'],
    ['a query without a limit', 'Query', { Limit: undefined }, 'undefined'],
    ['another condition', 'Query', { KeyConditionExpression: 'begins_with(a, :a)' }, 'begins_with'],
  ])('refuses %s, which it would count wrongly', async (_, operation, more, told) => {
    const query = {
      TableName: 'table',
      ReturnConsumedCapacity: 'INDEXES',
      IndexName: 'ByDue',
      KeyConditionExpression: 'duePartition = :a',
      ExpressionAttributeValues: { ':a': { S: 'DUE' } },
      Limit: 1,
    };

    const { call } = ledger();

    expect(await call('Query', query)).toMatchObject({ kind: 'done' });
    await expect(call(operation, { ...query, ...more })).rejects.toThrow(told);
  });

  it('takes no row twice', () => {
    const { rows: store } = ledger();
    store.load(rows(1));

    expect(() => store.load(rows(1))).toThrow('already');
  });
});
