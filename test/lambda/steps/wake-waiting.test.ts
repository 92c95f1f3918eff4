import { NEXT_LOOK_MS } from '../../../lambda/contract/timeouts';
import type { HoldReason } from '../../../lambda/contract/holds';
import { wakeWaiting } from '../../../lambda/steps/wake-waiting';
import { anIntent, keyOf } from '../../support/builders';
import { fixedClock, NOON_MS } from '../../support/fixed-clock';
import { fixedIdentity } from '../../support/fixed-identity';
import { createInMemoryLedger } from '../../support/in-memory-ledger';

const DAY_MS = 86_400_000;

async function stage() {
  const ledger = createInMemoryLedger();
  const clock = fixedClock();
  const identity = fixedIdentity();
  const started: string[] = [];
  let queries = 0;
  const waking = wakeWaiting({
    waiting: {
      ...ledger,
      findWaiting: (...asked) => {
        queries += 1;
        return ledger.findWaiting(...asked);
      },
    },
    workflow: { startAttempt: async (key) => void started.push(key) },
    identity,
    clock,
  });
  const recipientRef = await identity.keyedHash(['recipient', 'contact-1']);
  const held = async (letter: string, reason: HoldReason, ref = recipientRef) => {
    const notificationKey = keyOf(letter);
    await ledger.storeIntent(anIntent({ notificationKey, recipientRef: ref }));
    const hold = { reason, untilMs: NOON_MS + DAY_MS };
    await ledger.hold({ notificationKey, hold, decisions: [] });
    return notificationKey;
  };
  return { ledger, waking, started, held, queries: () => queries };
}

describe('what waits for a contact', () => {
  it('starts when the contact comes back, and is due soon in case that start vanishes', async () => {
    const { ledger, waking, started, held } = await stage();
    const key = await held('A', 'WAITING_FOR_RETURN');

    await waking.contactReturned('contact-1', NOON_MS);

    expect(started).toEqual([key]);
    expect(ledger.dueAtMs(key)).toBe(NOON_MS + NEXT_LOOK_MS);
  });

  it('starts once, however often the event arrives', async () => {
    const { waking, started, held } = await stage();
    await held('A', 'WAITING_FOR_RETURN');

    await waking.contactReturned('contact-1', NOON_MS);
    await waking.contactReturned('contact-1', NOON_MS);

    expect(started).toHaveLength(1);
  });

  it.each(['WAITING_FOR_CLOSE', 'AGENT_PRESENT'] as const)(
    'starts when the conversation ends, if it waits for that: %s',
    async (reason) => {
      const { waking, started, held } = await stage();
      const key = await held('A', reason);

      await waking.contactReturned('contact-1', NOON_MS);
      expect(started).toEqual([]);
      await waking.contactLeft('contact-1', NOON_MS);
      expect(started).toEqual([key]);
    },
  );

  it.each(['PAUSED', 'NOT_YET'] as const)('sleeps on while it waits for %s', async (reason) => {
    const { waking, started, held } = await stage();
    await held('A', reason);

    await waking.contactReturned('contact-1', NOON_MS);
    await waking.contactLeft('contact-1', NOON_MS);

    expect(started).toEqual([]);
  });

  it('sleeps on when another contact comes back', async () => {
    const { waking, started, held } = await stage();
    await held('A', 'WAITING_FOR_RETURN', 'recipient-of-another');

    await waking.contactReturned('contact-1', NOON_MS);

    expect(started).toEqual([]);
  });

  it('is woken no more once it is paused instead', async () => {
    const { ledger, waking, started, held } = await stage();
    const notificationKey = await held('A', 'WAITING_FOR_RETURN');
    const hold = { reason: 'PAUSED', untilMs: NOON_MS } as const;
    await ledger.hold({ notificationKey, hold, decisions: [] });

    await waking.contactReturned('contact-1', NOON_MS);

    expect(started).toEqual([]);
  });

  it('costs one query per event for a contact for whom nothing waits', async () => {
    const { waking, queries } = await stage();

    await waking.contactReturned('contact-1', NOON_MS);

    expect(queries()).toBe(1);
  });
});
