import { createDynamoDbLedger } from '../../../lambda/adapters/dynamodb-ledger';
import { notificationItemKey } from '../../../lambda/adapters/ledger-items';
import type { Decision } from '../../../lambda/contract/outcomes';
import type { Intent } from '../../../lambda/domain/notification';
import type { AttemptNote } from '../../../lambda/domain/ports';
import { INSTALL_TIMEOUT } from '../../local/cloud/support/installed-emulator';
import { aConclusion, anIntent } from '../../support/builders';
import { openLedgerTable } from '../../support/emulated-tables';
import { sharedEmulator } from '../../support/shared-emulator';
import type { EmulatorAddress } from '../../support/shared-emulator';
import { NOON, NOON_MS } from '../../support/fixed-clock';
import { inBenchMemory, inDynamoDb, inMemory } from '../../support/ledger-under-test';
import type { LedgerUnderTest } from '../../support/ledger-under-test';
import { newKey } from '../../support/new-key';

const decided = (decision: string) => ({ at: NOON, step: 'Post message', decision });

let emulator: EmulatorAddress;
beforeAll(async () => {
  emulator = await sharedEmulator();
}, INSTALL_TIMEOUT);

describe.each([
  { where: 'in memory', open: inMemory },
  { where: 'in DynamoDB', open: () => inDynamoDb(emulator) },
  { where: "in the bench's memory", open: inBenchMemory },
])('a notification $where', ({ open }) => {
  let under: LedgerUnderTest;
  let notificationKey: string;
  beforeAll(async () => {
    under = await open();
  });
  beforeEach(() => {
    notificationKey = newKey();
  });

  const store = async (fields: Partial<Intent> = {}): Promise<Intent> => {
    const intent = anIntent({ notificationKey, ...fields });
    await under.ledger.storeIntent(intent);
    return intent;
  };
  const fetch = () => under.ledger.fetchNotification(notificationKey);
  const note = (kind: AttemptNote['kind'], ...decisions: Decision[]): Promise<number> =>
    under.ledger.noteAttempt({ notificationKey, kind, decisions, dueAtMs: NOON_MS });
  const conclusion = (fields: object = {}) => aConclusion({ notificationKey, ...fields });

  it('is concluded, and forgets text and contact', async () => {
    await store({ text: 'a secret', contactId: 'contact-secret' });
    await note('attempt', decided('busy'));

    const standing = await under.ledger.conclude(conclusion(), [decided('accepted')]);

    expect(standing).toEqual(conclusion());
    expect(await fetch()).toEqual({
      kind: 'concluded',
      notificationKey,
      recipientRef: 'recipient-of-contact-1',
      bodyHash: 'hash-of-the-body',
      requestedBy: 'execution-1',
      conclusion: conclusion(),
      decisions: [decided('busy'), decided('accepted')],
    });
  });

  it('waits, counting nothing, until an attempt goes on', async () => {
    await store();
    const hold = { reason: 'PAUSED', untilMs: NOON_MS + 5 } as const;

    const isHeld = await under.ledger.hold({
      notificationKey,
      hold,
      decisions: [decided('PAUSED')],
    });

    expect(isHeld).toBe(true);
    expect(await fetch()).toMatchObject({ attempts: 0, hold, decisions: [decided('PAUSED')] });
    await note('attempt');
    expect(await fetch()).not.toHaveProperty('hold');
  });

  it('waits no more once it is concluded', async () => {
    await store();
    const hold = { reason: 'PAUSED', untilMs: NOON_MS + 5 } as const;
    await under.ledger.hold({ notificationKey, hold, decisions: [] });
    await under.ledger.conclude(conclusion(), []);

    expect(await under.ledger.hold({ notificationKey, hold, decisions: [] })).toBe(false);
    expect(await fetch()).not.toHaveProperty('hold');
  });

  it('is concluded once, and the second to come is told what stands', async () => {
    await store();
    await under.ledger.conclude(conclusion(), [decided('accepted')]);

    const later = conclusion({ outcome: 'PARKED', reason: 'ANSWER_LOST' });

    expect(await under.ledger.conclude(later, [decided('inDoubt')])).toEqual(conclusion());
    expect(await fetch()).toMatchObject({ decisions: [decided('accepted')] });
  });

  it.each(['PARKED', 'EXPIRED', 'SUPPRESSED', 'REJECTED'] as const)(
    'concluded as %s is told as sent when the proof arrives late, with everything that was decided',
    async (outcome) => {
      await store();
      await under.ledger.conclude(conclusion({ outcome, reason: 'ANSWER_LOST' }), [
        decided('inDoubt'),
      ]);

      const standing = await under.ledger.conclude(conclusion(), [decided('accepted')]);

      expect(standing).toEqual(conclusion());
      expect(await fetch()).toEqual({
        kind: 'concluded',
        notificationKey,
        recipientRef: 'recipient-of-contact-1',
        bodyHash: 'hash-of-the-body',
        requestedBy: 'execution-1',
        conclusion: conclusion(),
        decisions: [decided('inDoubt'), decided('accepted')],
      });
    },
  );

  it.each([
    ['SENT', 'PARKED'],
    ['SENT', 'SENT'],
    ['PARKED', 'EXPIRED'],
    ['EXPIRED', 'PARKED'],
    ['SUPPRESSED', 'REJECTED'],
  ] as const)('concluded as %s stays so when %s comes after it', async (outcome, later) => {
    await store();
    const first = conclusion({ outcome, messageId: 'message-1' });
    await under.ledger.conclude(first, []);

    const told = await under.ledger.conclude(
      conclusion({ outcome: later, messageId: 'message-2' }),
      [decided('late')],
    );

    expect(told).toEqual(first);
    expect(await fetch()).toMatchObject({ conclusion: first, decisions: [] });
  });

  it('is concluded as sent by exactly one of ten proofs that overrule at once', async () => {
    await store();
    await under.ledger.conclude(conclusion({ outcome: 'PARKED', reason: 'ANSWER_LOST' }), []);

    const standing = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        under.ledger.conclude(conclusion({ messageId: `message-${n}` }), [decided(`${n}`)]),
      ),
    );

    expect(new Set(standing.map(({ messageId }) => messageId)).size).toBe(1);
    expect((await fetch())?.decisions).toHaveLength(1);
  });

  it('is concluded by one of ten who come at once, and all hear the same', async () => {
    await store();

    const standing = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        under.ledger.conclude(conclusion({ messageId: `message-${n}` }), []),
      ),
    );

    expect(new Set(standing.map(({ messageId }) => messageId)).size).toBe(1);
  });

  it('takes no attempt after its conclusion', async () => {
    await store();
    await under.ledger.conclude(conclusion(), []);

    expect(await note('attempt', decided('late'))).toBe(0);
    expect(await fetch()).toMatchObject({ kind: 'concluded', decisions: [] });
  });

  it('cannot be concluded when nobody asked for it', async () => {
    await expect(under.ledger.conclude(conclusion(), [])).rejects.toBeInstanceOf(Error);
    expect(await fetch()).toBeUndefined();
  });

  it('is told as concluded to whoever asks for it again', async () => {
    const intent = await store();
    await under.ledger.conclude(conclusion(), []);

    expect(await under.ledger.storeIntent(intent)).toMatchObject({
      kind: 'known',
      known: { kind: 'concluded', bodyHash: 'hash-of-the-body', requestedBy: 'execution-1' },
    });
  });
});

describe('the row of a notification', () => {
  it('holds no text once it is concluded, and leaves after ninety days', async () => {
    const table = await openLedgerTable(emulator);
    const ledger = createDynamoDbLedger(table, () => NOON_MS);
    const intent = anIntent({ text: 'a secret' });
    await ledger.storeIntent(intent);
    const Key = notificationItemKey(intent.notificationKey);
    const waiting = JSON.stringify(await table.get({ Key }));

    await ledger.conclude(aConclusion(), []);
    const concluded = await table.get({ Key });

    expect(waiting).toContain('a secret');
    expect(JSON.stringify(concluded)).not.toContain('a secret');
    expect(concluded).not.toHaveProperty('dueAtMs');
    expect(concluded).not.toHaveProperty('duePartition');
    expect(concluded).toMatchObject({ ttl: { N: String(NOON_MS / 1000 + 90 * 86_400) } });
  });
});
