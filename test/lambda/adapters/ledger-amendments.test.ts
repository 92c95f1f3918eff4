import type { Amendment } from '../../../lambda/domain/ports';
import { notificationItemKey } from '../../../lambda/adapters/ledger-items';
import { createDynamoDbLedger } from '../../../lambda/adapters/dynamodb-ledger';
import { INSTALL_TIMEOUT } from '../../local/cloud/support/installed-emulator';
import { aConclusion, anIntent } from '../../support/builders';
import { openLedgerTable } from '../../support/emulated-tables';
import { sharedEmulator } from '../../support/shared-emulator';
import type { EmulatorAddress } from '../../support/shared-emulator';
import { NOON, NOON_MS } from '../../support/fixed-clock';
import { inBenchMemory, inDynamoDb, inMemory } from '../../support/ledger-under-test';
import type { LedgerUnderTest } from '../../support/ledger-under-test';
import { newKey } from '../../support/new-key';

const decided = (decision: string) => ({ at: NOON, step: 'Load session', decision });

let emulator: EmulatorAddress;
beforeAll(async () => {
  emulator = await sharedEmulator();
}, INSTALL_TIMEOUT);

describe.each([
  { where: 'in memory', open: inMemory },
  { where: 'in DynamoDB', open: () => inDynamoDb(emulator) },
  { where: "in the bench's memory", open: inBenchMemory },
])('a waiting notification $where', ({ open }) => {
  let under: LedgerUnderTest;
  let notificationKey: string;
  beforeAll(async () => {
    under = await open();
  });
  beforeEach(async () => {
    notificationKey = newKey();
    await under.ledger.storeIntent(
      anIntent({ notificationKey, notBeforeMs: NOON_MS, deliverByMs: NOON_MS + 9 }),
    );
  });

  const fetch = () => under.ledger.fetchNotification(notificationKey);
  const amend = (change: Amendment['change']) =>
    under.ledger.amend({ notificationKey, decisions: [decided(change.kind)], change });
  const moveTo = (notBeforeMs: number, askedAtMs: number) =>
    amend({ kind: 'move', askedAtMs, dueAtMs: NOON_MS, times: { notBeforeMs } });

  it('is moved, and waits for nothing else any more', async () => {
    const hold = { reason: 'NOT_YET', untilMs: NOON_MS } as const;
    await under.ledger.hold({ notificationKey, hold, decisions: [] });

    expect(await moveTo(NOON_MS + 5, 1)).toBe('amended');

    const known = await fetch();
    expect(known).toMatchObject({
      intent: { notBeforeMs: NOON_MS + 5, deliverByMs: NOON_MS + 9, text: 'Your order is late.' },
      decisions: [decided('move')],
    });
    expect(known).not.toHaveProperty('hold');
  });

  it('is where the newest wish has moved it, whatever came last', async () => {
    await moveTo(NOON_MS + 7, 3);

    expect(await moveTo(NOON_MS + 5, 2)).toBe('refused');
    expect(await moveTo(NOON_MS + 6, 3)).toBe('refused');
    expect(await fetch()).toMatchObject({
      intent: { notBeforeMs: NOON_MS + 7 },
      decisions: [decided('move')],
    });
  });

  it('remembers that it was cancelled, through attempts and holds', async () => {
    expect(await amend({ kind: 'cancel', askedAtMs: 4, dueAtMs: NOON_MS })).toBe('amended');
    await under.ledger.noteAttempt({
      notificationKey,
      kind: 'attempt',
      decisions: [],
      dueAtMs: NOON_MS,
    });

    expect(await fetch()).toMatchObject({ cancelAskedAtMs: 4, attempts: 1 });
  });

  it('takes a note that changes nothing else', async () => {
    await amend({ kind: 'none' });

    expect(await fetch()).toMatchObject({
      intent: { notBeforeMs: NOON_MS },
      decisions: [decided('none')],
    });
  });

  it('is changed no more once it is concluded', async () => {
    await under.ledger.conclude(aConclusion({ notificationKey }), []);

    expect(await moveTo(NOON_MS + 5, 1)).toBe('refused');
    expect(await amend({ kind: 'cancel', askedAtMs: 4 })).toBe('refused');
    expect(await fetch()).toMatchObject({ kind: 'concluded', decisions: [] });
  });

  it('is not ended by an end that came without a request', async () => {
    const early = { conclusion: aConclusion({ notificationKey }), recipientRef: 'r' };

    expect(
      await under.ledger.storeEarlyEnd({ ...early, requestedBy: 'execution-2', decisions: [] }),
    ).toMatchObject({ kind: 'known', known: { kind: 'waiting' } });
  });

  it('is not stored after an early end, which whoever asks is told', async () => {
    const other = newKey();
    const conclusion = aConclusion({ notificationKey: other, outcome: 'SUPPRESSED' });
    const early = { conclusion, recipientRef: 'r', requestedBy: 'execution-2' };
    await under.ledger.storeEarlyEnd({ ...early, decisions: [decided('CANCELLED')] });

    expect(await under.ledger.storeIntent(anIntent({ notificationKey: other }))).toMatchObject({
      kind: 'known',
      known: { kind: 'concluded', conclusion, bodyHash: 'none', decisions: [decided('CANCELLED')] },
    });
  });
});

const storeEnd = async (outcome: 'SUPPRESSED' | 'EXPIRED') => {
  const table = await openLedgerTable(emulator);
  const conclusion = aConclusion({ outcome });
  await createDynamoDbLedger(table, () => NOON_MS).storeEarlyEnd({
    conclusion,
    recipientRef: 'r',
    requestedBy: 'execution-1',
    decisions: [],
  });
  return table.get({ Key: notificationItemKey(conclusion.notificationKey) });
};

describe('the row of an early end', () => {
  it('holds no request and is never due, and outlives every schedule of a year', async () => {
    const row = await storeEnd('SUPPRESSED');

    expect(row).not.toHaveProperty('intent');
    expect(row).not.toHaveProperty('duePartition');
    expect(row).toMatchObject({ ttl: { N: String(NOON_MS / 1000 + 400 * 86_400) } });
  });

  it('is due until it is told, where somebody must hear of it', async () => {
    expect(await storeEnd('EXPIRED')).toHaveProperty('duePartition');
  });
});
