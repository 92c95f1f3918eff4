import type { Decision } from '../../../lambda/contract/outcomes';
import type { Intent } from '../../../lambda/domain/notification';
import type { AttemptNote } from '../../../lambda/domain/ports';
import { INSTALL_TIMEOUT } from '../../local/cloud/support/installed-emulator';
import { anIntent } from '../../support/builders';
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

  it('is kept with everything that was asked for', async () => {
    const intent = await store({
      senderId: 'bot-1',
      webchatSessionId: 'web-1',
      conversationId: 'conversation-1',
      channels: [{ kind: 'sms', to: '+41790000001', from: '+41310000000' }],
      deliverByMs: NOON_MS + 1,
      policy: {
        session: 'onlyIfLive',
        whenClosed: 'drop',
        whileAgent: 'wait',
        whenInDoubt: 'resend',
        reference: 'append',
      },
      text: 'Grüße – "quoted" \\ \n 🎉',
    });

    expect(await fetch()).toEqual({
      kind: 'waiting',
      intent,
      attempts: 0,
      conflicts: 0,
      looks: 0,
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
      known: { kind: 'waiting', intent, attempts: 0, conflicts: 0, looks: 0, decisions: [] },
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

  it.each(['attempt', 'conflict', 'look'] as const)(
    'counts each %s and keeps what was decided',
    async (kind) => {
      await store();

      const counts = [
        await note(kind, decided('first')),
        await note(kind, decided('second'), decided('third')),
      ];

      expect(counts).toEqual([1, 2]);
      expect(await fetch()).toMatchObject({
        attempts: kind === 'attempt' ? 2 : 0,
        conflicts: kind === 'conflict' ? 2 : 0,
        looks: kind === 'look' ? 2 : 0,
        decisions: [decided('first'), decided('second'), decided('third')],
      });
    },
  );

  it('takes no attempt that nobody asked for', async () => {
    expect(await note('attempt')).toBe(0);
    expect(await fetch()).toBeUndefined();
  });
});
