import { createDynamoDbLedger } from '../../../lambda/adapters/dynamodb-ledger';
import { createDueNotifications } from '../../../lambda/adapters/dynamodb-due-notifications';
import type { DynamoDbTable } from '../../../lambda/adapters/dynamodb-table';
import { notificationItemKey } from '../../../lambda/adapters/ledger-items';
import { NEXT_LOOK_MS } from '../../../lambda/contract/timeouts';
import { sweep } from '../../../lambda/steps/sweep';
import { INSTALL_TIMEOUT } from '../../local/cloud/support/installed-emulator';
import { aConclusion, anIntent, KEY, keyOf } from '../../support/builders';
import { openLedgerTable } from '../../support/emulated-tables';
import { sharedEmulator } from '../../support/shared-emulator';
import type { EmulatorAddress } from '../../support/shared-emulator';
import { roomy } from '../../support/no-limit';
import { fixedClock, NOON_MS } from '../../support/fixed-clock';

let emulator: EmulatorAddress;
beforeAll(async () => {
  emulator = await sharedEmulator();
}, INSTALL_TIMEOUT);

const DUE_MS = NOON_MS + NEXT_LOOK_MS;
const note = { kind: 'attempt', decisions: [] } as const;

/** A ledger with one stored notification, its table, and the index of what is due. */
async function stage() {
  const table: DynamoDbTable = await openLedgerTable(emulator);
  const clock = fixedClock();
  const ledger = createDynamoDbLedger(table, clock.nowMs);
  await ledger.storeIntent(anIntent());
  const due = createDueNotifications(table);
  const dueAt = async (nowMs: number): Promise<string[]> =>
    (await due.findDue('single', nowMs, 100)).map(({ notificationKey }) => notificationKey);
  return { table, clock, ledger, due, dueAt };
}

describe('a stored notification', () => {
  it('is due when the execution that stored it must be over, and not before', async () => {
    const { dueAt } = await stage();

    expect(await dueAt(DUE_MS - 1)).toEqual([]);
    expect(await dueAt(DUE_MS)).toEqual([KEY]);
  });

  it('is due when its next attempt is', async () => {
    const { ledger, dueAt } = await stage();
    const dueAtMs = NOON_MS + 120_000;
    await ledger.noteAttempt({ ...note, notificationKey: KEY, dueAtMs });

    expect(await dueAt(dueAtMs - 1)).toEqual([]);
    expect(await dueAt(dueAtMs)).toEqual([KEY]);
  });

  it('is never due once it is concluded', async () => {
    const { ledger, dueAt } = await stage();
    await ledger.conclude(aConclusion(), []);

    expect(await dueAt(DUE_MS * 2)).toEqual([]);
  });

  it('stays due after an outcome that somebody must hear, until it has been told', async () => {
    const { ledger, due, dueAt } = await stage();
    await ledger.conclude(aConclusion({ outcome: 'PARKED', reason: 'ANSWER_LOST' }), []);

    expect(await dueAt(DUE_MS)).toEqual([KEY]);
    expect(await due.postpone({ notificationKey: KEY, dueAtMs: DUE_MS }, DUE_MS * 2)).toBe(true);
  });

  it('does not become due again by a note that comes after its conclusion', async () => {
    const { ledger, dueAt } = await stage();
    await ledger.conclude(aConclusion({ outcome: 'PARKED', reason: 'ANSWER_LOST' }), []);
    await ledger.noteAttempt({ ...note, notificationKey: KEY, dueAtMs: NOON_MS });
    await ledger.conclude(aConclusion(), []);

    expect(await dueAt(DUE_MS * 2)).toEqual([]);
  });

  it('shows the index neither text nor contact', async () => {
    const { table } = await stage();
    const [row] = await table.query({
      IndexName: 'ByDue',
      KeyConditionExpression: 'duePartition = :due',
      ExpressionAttributeValues: { ':due': { S: 'DUE' } },
    });

    expect(Object.keys(row ?? {}).toSorted()).toEqual(['dueAtMs', 'duePartition', 'pk']);
  });

  it('comes with the longest overdue, as many as are asked for', async () => {
    const { ledger, due } = await stage();
    for (const [letter, requestedAtMs] of [
      ['C', NOON_MS - 1],
      ['B', NOON_MS - 2],
    ] as const) {
      await ledger.storeIntent(anIntent({ notificationKey: keyOf(letter), requestedAtMs }));
    }

    const found = await due.findDue('single', DUE_MS, 2);

    expect(found.map(({ notificationKey }) => notificationKey)).toEqual(['B', 'C'].map(keyOf));
  });
});

describe('postponing', () => {
  const row = { notificationKey: KEY, dueAtMs: DUE_MS };

  it('works for one of ten who saw the same row', async () => {
    const { due, dueAt } = await stage();

    const postponed = await Promise.all(
      Array.from({ length: 10 }, () => due.postpone(row, DUE_MS + 1_000)),
    );

    expect(postponed.filter(Boolean)).toHaveLength(1);
    expect(await dueAt(DUE_MS)).toEqual([]);
    expect(await dueAt(DUE_MS + 1_000)).toEqual([KEY]);
  });

  it('is refused to whoever saw the row before another attempt', async () => {
    const { ledger, due } = await stage();
    await ledger.noteAttempt({ ...note, notificationKey: KEY, dueAtMs: DUE_MS + 5 });

    expect(await due.postpone(row, DUE_MS * 2)).toBe(false);
  });

  it('neither brings back a concluded notification nor makes up one that was never stored', async () => {
    const { table, ledger, due } = await stage();
    await ledger.conclude(aConclusion(), []);
    const stranger = { ...row, notificationKey: keyOf('Z') };

    expect(await due.postpone(row, DUE_MS * 2)).toBe(false);
    expect(await due.postpone(stranger, DUE_MS * 2)).toBe(false);
    expect(await table.get({ Key: notificationItemKey(keyOf('Z')) })).toBeUndefined();
  });
});

describe('two sweeps at once', () => {
  it('start a due notification once, and again only when that must be over', async () => {
    const { clock, due } = await stage();
    const started: string[] = [];
    const workflow = { startAttempt: async (key: string) => void started.push(key) };
    const run = sweep({ due, workflow, clock, budget: roomy, sleep: async () => undefined });
    const counts: number[] = [];

    for (const waitMs of [NEXT_LOOK_MS, NEXT_LOOK_MS - 1, 1]) {
      clock.advance(waitMs);
      await Promise.all([run(), run()]);
      counts.push(started.length);
    }

    expect(counts).toEqual([1, 1, 2]);
    expect(new Set(started)).toEqual(new Set([KEY]));
  });
});
