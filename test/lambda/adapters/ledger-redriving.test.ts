import { createDynamoDbLedger } from '../../../lambda/adapters/dynamodb-ledger';
import { ASIDE_DAYS } from '../../../lambda/contract/ledger-table';
import type { Reopening } from '../../../lambda/domain/ports-redriving';
import { INSTALL_TIMEOUT } from '../../local/cloud/support/installed-emulator';
import { aConclusion, anIntent } from '../../support/builders';
import { openLedgerTable } from '../../support/emulated-tables';
import { sharedEmulator } from '../../support/shared-emulator';
import type { EmulatorAddress } from '../../support/shared-emulator';
import { NOON, NOON_MS } from '../../support/fixed-clock';
import { inBenchMemory, inDynamoDb, inMemory } from '../../support/ledger-under-test';
import type { LedgerUnderTest } from '../../support/ledger-under-test';
import { newKey } from '../../support/new-key';

const redriven = { at: NOON, step: 'Load session', decision: 'redriven' };
const REJECTED = { outcome: 'REJECTED', reason: 'MISSING_PERMISSION' } as const;
const PARKED = { outcome: 'PARKED', reason: 'ANSWER_LOST' } as const;

let emulator: EmulatorAddress;
beforeAll(async () => {
  emulator = await sharedEmulator();
}, INSTALL_TIMEOUT);

describe.each([
  { where: 'in memory', open: inMemory },
  { where: 'in DynamoDB', open: () => inDynamoDb(emulator) },
  { where: "in the bench's memory", open: inBenchMemory },
])('a second chance $where', ({ open }) => {
  let under: LedgerUnderTest;
  let notificationKey: string;
  beforeAll(async () => {
    under = await open();
  });
  beforeEach(() => {
    notificationKey = newKey();
  });

  const store = async () => {
    const intent = anIntent({ notificationKey });
    await under.ledger.storeIntent(intent);
    return intent;
  };
  const end = async (how: object) => {
    const intent = await store();
    await under.ledger.conclude(aConclusion({ notificationKey, ...how }), []);
    return intent;
  };
  const reopen = (redrives: number, change: Reopening['change']) =>
    under.ledger.reopen({
      notificationKey,
      redrives,
      change,
      decisions: [redriven],
      dueAtMs: NOON_MS,
    });
  const fetch = () => under.ledger.fetchNotification(notificationKey);

  it('begins with the request as it was, and with all counters at nought', async () => {
    const intent = await store();
    await under.ledger.noteAttempt({
      notificationKey,
      kind: 'attempt',
      decisions: [],
      dueAtMs: NOON_MS,
    });
    await under.ledger.conclude(aConclusion({ notificationKey, ...REJECTED }), []);

    expect(await under.ledger.fetchAside(notificationKey)).toEqual(intent);
    expect(await reopen(0, { kind: 'reopen', intent })).toBe('reopened');
    expect(await fetch()).toMatchObject({
      kind: 'waiting',
      intent,
      attempts: 0,
      redrives: 1,
      decisions: [redriven],
    });
  });

  it('is given once for each number of redrives', async () => {
    const intent = await end(REJECTED);

    const answers = await Promise.all([
      reopen(0, { kind: 'reopen', intent }),
      reopen(0, { kind: 'reopen', intent }),
    ]);

    expect(answers.toSorted()).toEqual(['refused', 'reopened']);
    await under.ledger.conclude(aConclusion({ notificationKey, ...REJECTED }), []);
    expect(await reopen(0, { kind: 'reopen', intent })).toBe('refused');
    expect(await reopen(1, { kind: 'reopen', intent })).toBe('reopened');
  });

  it.each([
    ['was sent', {}],
    ['was suppressed', { outcome: 'SUPPRESSED', reason: 'OPTED_OUT' }],
    ['has expired', { outcome: 'EXPIRED', reason: 'DELIVER_BY_PASSED' }],
  ])('is not for what %s, whose request is not kept', async (_, how) => {
    const intent = await end(how);

    expect(await under.ledger.fetchAside(notificationKey)).toBeUndefined();
    expect(await reopen(0, { kind: 'reopen', intent })).toBe('refused');
  });

  it('ends with SENT, whatever was decided before', async () => {
    const intent = await end(PARKED);
    await under.ledger.conclude(aConclusion({ notificationKey }), []);

    expect(await reopen(0, { kind: 'reopen', intent })).toBe('refused');
  });

  it('is for what is held as well, and not for what is under way', async () => {
    const intent = await store();
    expect(await reopen(0, { kind: 'release' })).toBe('refused');
    await under.ledger.hold({
      notificationKey,
      hold: { reason: 'WAITING_FOR_RETURN', untilMs: NOON_MS + 5 },
      decisions: [],
    });

    expect(await reopen(0, { kind: 'release' })).toBe('reopened');
    expect(await fetch()).not.toHaveProperty('hold');
    expect(await under.waiting.findWaiting(intent.recipientRef, 'start', 5)).not.toContain(
      notificationKey,
    );
  });

  it('remembers a send in doubt until an attempt notes that it is settled', async () => {
    const intent = await end(PARKED);
    const doubt = { sentAtMs: NOON_MS, conversationId: 'conversation-1' };

    expect(await under.ledger.keepDoubt(notificationKey, doubt)).toBe('kept');
    await reopen(0, { kind: 'reopen', intent });
    expect(await fetch()).toMatchObject({ kind: 'waiting', doubt });
    expect(await under.ledger.keepDoubt(notificationKey, doubt)).toBe('waiting');
    const note = { notificationKey, kind: 'attempt', decisions: [], dueAtMs: NOON_MS } as const;
    await under.ledger.noteAttempt(note);
    expect(await fetch()).toMatchObject({ doubt });
    await under.ledger.noteAttempt({ ...note, settlesDoubt: true });
    expect(await fetch()).not.toHaveProperty('doubt');
  });

  it('needs no such note about what was sent', async () => {
    await end({});

    expect(await under.ledger.keepDoubt(notificationKey, {})).toBe('sent');
  });
});

it('is over some days after the end, and with it the text and the contact that were kept for it', async () => {
  const table = await openLedgerTable(emulator);
  let nowMs = NOON_MS;
  const ledger = createDynamoDbLedger(table, () => nowMs);
  const intent = anIntent({ notificationKey: newKey() });
  await ledger.storeIntent(intent);
  await ledger.conclude(aConclusion({ ...REJECTED, notificationKey: intent.notificationKey }), []);

  nowMs += ASIDE_DAYS * 86_400_000;

  expect(await ledger.fetchAside(intent.notificationKey)).toBeUndefined();
});
