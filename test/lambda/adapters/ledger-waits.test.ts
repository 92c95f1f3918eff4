import type { HoldReason } from '../../../lambda/contract/holds';
import type { Decision } from '../../../lambda/contract/outcomes';
import { INSTALL_TIMEOUT } from '../../local/cloud/support/installed-emulator';
import { aChannel, aConclusion, anIntent, keyOf } from '../../support/builders';
import { sharedEmulator } from '../../support/shared-emulator';
import type { EmulatorAddress } from '../../support/shared-emulator';
import { NOON, NOON_MS } from '../../support/fixed-clock';
import { inBenchMemory, inDynamoDb, inMemory } from '../../support/ledger-under-test';
import type { LedgerUnderTest } from '../../support/ledger-under-test';
import { newKey } from '../../support/new-key';

const decided = (decision: string) => ({ at: NOON, step: 'Send by channel', decision });

let emulator: EmulatorAddress;
beforeAll(async () => {
  emulator = await sharedEmulator();
}, INSTALL_TIMEOUT);

describe.each([
  ['in memory', () => inMemory()],
  ['in DynamoDB', () => inDynamoDb(emulator)],
  ["in the bench's memory", () => inBenchMemory()],
])('a notification %s', (_, open) => {
  let under: LedgerUnderTest;
  let notificationKey: string;
  let recipientRef: string;
  beforeAll(async () => {
    under = await open();
  });
  beforeEach(async () => {
    notificationKey = newKey();
    recipientRef = `recipient-of-${notificationKey}`;
    await under.ledger.storeIntent(
      anIntent({ notificationKey, recipientRef, channels: [aChannel(), aChannel()] }),
    );
  });

  const fetch = () => under.ledger.fetchNotification(notificationKey);
  const hold = (reason: HoldReason, rest: { looks?: number; calls?: number } = {}) =>
    under.ledger.hold({
      notificationKey,
      hold: { reason, untilMs: NOON_MS + 5, ...(rest.looks && { looks: rest.looks }) },
      decisions: [],
      calls: rest.calls,
    });
  const waitingFor = (on: 'start' | 'end') => under.waiting.findWaiting(recipientRef, on, 10);
  const wake = (on: 'start' | 'end') => under.waiting.wake(notificationKey, on, NOON_MS);
  const pass = (passed: number, ...decisions: Decision[]) =>
    under.ledger.passChannel({ notificationKey, passed, decisions, dueAtMs: NOON_MS });

  describe('that waits for its contact', () => {
    it('is found by what it waits for, and by its recipient only', async () => {
      await hold('WAITING_FOR_RETURN');

      expect(await waitingFor('start')).toEqual([notificationKey]);
      expect(await waitingFor('end')).toEqual([]);
      expect(await under.waiting.findWaiting('somebody-else', 'start', 10)).toEqual([]);
    });

    it('is woken once, and waits no more', async () => {
      await hold('WAITING_FOR_RETURN');

      expect(await wake('end')).toBe(false);
      expect(await wake('start')).toBe(true);
      expect(await wake('start')).toBe(false);
      expect(await waitingFor('start')).toEqual([]);
      expect(await fetch()).not.toHaveProperty('hold');
    });

    it.each([
      [
        'an attempt',
        () =>
          under.ledger.noteAttempt({
            notificationKey,
            kind: 'attempt',
            decisions: [],
            dueAtMs: NOON_MS,
          }),
      ],
      ['its end', () => under.ledger.conclude(aConclusion({ notificationKey }), [])],
      ['a channel that refused it', () => pass(1)],
      ['a wait that no event ends', () => hold('PAUSED')],
    ])('is woken no more after %s', async (_name, goOn) => {
      await hold('WAITING_FOR_CLOSE');
      await goOn();

      expect(await waitingFor('end')).toEqual([]);
      expect(await wake('end')).toBe(false);
    });

    it('keeps count of its looks and what they cost, and forgets the attempts before', async () => {
      await under.ledger.noteAttempt({
        notificationKey,
        kind: 'attempt',
        decisions: [],
        dueAtMs: NOON_MS,
      });
      await hold('AGENT_PRESENT');
      await hold('AGENT_PRESENT', { looks: 1, calls: 1 });
      await hold('AGENT_PRESENT', { looks: 2, calls: 2 });

      expect(await fetch()).toMatchObject({
        attempts: 0,
        heldCalls: 3,
        hold: { reason: 'AGENT_PRESENT', looks: 2 },
      });
    });

    it('can not be woken when nobody stored it', async () => {
      expect(await under.waiting.wake(keyOf('Z'), 'start', NOON_MS)).toBe(false);
    });
  });

  describe('that falls back on its channels', () => {
    it('leaves a refused channel behind, and notes why', async () => {
      expect(await pass(1, decided('refused'))).toBe(true);

      expect(await fetch()).toMatchObject({ channelsPassed: 1, decisions: [decided('refused')] });
    });

    it('neither skips a channel nor goes back to one when a note arrives again, or late', async () => {
      await pass(1, decided('refused'));

      expect(await pass(1, decided('refused'))).toBe(true);
      expect(await fetch()).toMatchObject({ channelsPassed: 1, decisions: [decided('refused')] });
      await pass(2);
      expect(await pass(1)).toBe(true);
      expect(await fetch()).toMatchObject({ channelsPassed: 2 });
    });

    it('passes no channel once it is concluded', async () => {
      await under.ledger.conclude(aConclusion({ notificationKey }), []);

      expect(await pass(1)).toBe(false);
    });

    it('writes ahead which channel it is about to leave over, until the slot is free', async () => {
      const missingConsent = 'speak' as const;
      const claim = { recipientRef, notificationKey, owner: 'worker-1', missingConsent };
      const claimed = await under.ledger.claimSlot({ ...claim, nowMs: NOON_MS, leaseMs: 1 });
      if (claimed.kind !== 'claimed') throw new Error(claimed.kind);
      const ticket = { ...claim, epoch: claimed.epoch };

      await under.ledger.writeAhead(ticket, {
        nowMs: NOON_MS,
        missingConsent,
        channel: 'whatsapp',
      });

      expect(await under.ledger.fetchSlot(recipientRef)).toMatchObject({ channel: 'whatsapp' });
      await under.ledger.releaseSlot(ticket);
      await under.ledger.claimSlot({ ...claim, nowMs: NOON_MS, leaseMs: 1 });
      expect(await under.ledger.fetchSlot(recipientRef)).not.toHaveProperty('channel', 'whatsapp');
    });
  });
});
