import { createHash, randomUUID } from 'node:crypto';
import { createDynamoDbLedger } from '../../../lambda/adapters/dynamodb-ledger';
import { notificationItemKey } from '../../../lambda/adapters/ledger-items';
import type { Intent } from '../../../lambda/domain/notification';
import type { Emulator } from '../../../local/cloud/emulator';
import { INSTALL_TIMEOUT } from '../../local/cloud/support/installed-emulator';
import { aConclusion, anIntent } from '../../support/builders';
import { openLedgerTable } from '../../support/emulated-tables';
import { startTestEmulator } from '../../support/emulator-config';
import { NOON, NOON_MS } from '../../support/fixed-clock';
import { inDynamoDb, inMemory } from '../../support/ledger-under-test';
import type { LedgerUnderTest } from '../../support/ledger-under-test';

const newKey = (): string =>
  createHash('sha256')
    .update(randomUUID())
    .digest('hex')
    .toUpperCase()
    .replace(/\d/g, '2')
    .slice(0, 52);
const decided = (decision: string) => ({ at: NOON, step: 'Post message', decision });

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
}, INSTALL_TIMEOUT);
afterAll(() => emulator.stop());

describe.each([
  { where: 'in memory', open: inMemory },
  { where: 'in DynamoDB', open: () => inDynamoDb(emulator) },
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
  const conclusion = (fields: object = {}) => aConclusion({ notificationKey, ...fields });

  it('is kept with everything that was asked for', async () => {
    const intent = await store({
      senderId: 'bot-1',
      webchatSessionId: 'web-1',
      conversationId: 'conversation-1',
      deliverByMs: NOON_MS + 1,
      policy: { session: 'onlyIfLive', whenClosed: 'drop' },
      text: 'Grüße – "quoted" \\ \n 🎉',
    });

    expect(await fetch()).toEqual({
      kind: 'waiting',
      intent,
      attempts: 0,
      conflicts: 0,
      decisions: [],
    });
  });

  it('is unknown until it is stored', async () => {
    expect(await fetch()).toBeUndefined();
  });

  it('is stored once, and the second to come is told what stands', async () => {
    const intent = await store();
    const again = anIntent({ notificationKey, text: 'Something else.' });

    expect(await under.ledger.storeIntent(again)).toEqual({
      kind: 'known',
      known: { kind: 'waiting', intent, attempts: 0, conflicts: 0, decisions: [] },
    });
    expect(await fetch()).toMatchObject({ intent: { text: 'Your order is late.' } });
  });

  it('is stored by one of ten who come at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        under.ledger.storeIntent(anIntent({ notificationKey, requestedBy: `execution-${n}` })),
      ),
    );

    expect(answers.filter(({ kind }) => kind === 'stored')).toHaveLength(1);
  });

  it.each(['attempt', 'conflict'] as const)(
    'counts each %s and keeps what was decided',
    async (kind) => {
      await store();

      const counts = [
        await under.ledger.noteAttempt(notificationKey, kind, [decided('first')]),
        await under.ledger.noteAttempt(notificationKey, kind, [
          decided('second'),
          decided('third'),
        ]),
      ];

      expect(counts).toEqual([1, 2]);
      expect(await fetch()).toMatchObject({
        attempts: kind === 'attempt' ? 2 : 0,
        conflicts: kind === 'conflict' ? 2 : 0,
        decisions: [decided('first'), decided('second'), decided('third')],
      });
    },
  );

  it('is concluded, and forgets text and contact', async () => {
    await store({ text: 'a secret', contactId: 'contact-secret' });
    await under.ledger.noteAttempt(notificationKey, 'attempt', [decided('busy')]);

    const standing = await under.ledger.conclude(conclusion(), [decided('accepted')]);

    expect(standing).toEqual(conclusion());
    expect(await fetch()).toEqual({
      kind: 'concluded',
      notificationKey,
      recipientRef: 'recipient-of-contact-1',
      bodyHash: 'hash-of-the-body',
      conclusion: conclusion(),
      decisions: [decided('busy'), decided('accepted')],
    });
  });

  it('is concluded once, and the second to come is told what stands', async () => {
    await store();
    await under.ledger.conclude(conclusion(), [decided('accepted')]);

    const later = conclusion({ outcome: 'PARKED', reason: 'ANSWER_LOST' });

    expect(await under.ledger.conclude(later, [decided('inDoubt')])).toEqual(conclusion());
    expect(await fetch()).toMatchObject({ decisions: [decided('accepted')] });
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

    expect(await under.ledger.noteAttempt(notificationKey, 'attempt', [decided('late')])).toBe(0);
    expect(await fetch()).toMatchObject({ kind: 'concluded', decisions: [] });
  });

  it('takes no attempt that nobody asked for', async () => {
    expect(await under.ledger.noteAttempt(notificationKey, 'attempt', [])).toBe(0);
    expect(await fetch()).toBeUndefined();
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
      known: { kind: 'concluded', bodyHash: 'hash-of-the-body' },
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
    expect(concluded).toMatchObject({ ttl: { N: String(NOON_MS / 1000 + 90 * 86_400) } });
  });
});
