import type { LoadSessionOutput } from '../../../lambda/contract/workflow';
import type { InMemoryLedger } from '../../support/in-memory-ledger';
import { cancel, concludeCancelled } from '../../../lambda/steps/cancel';
import { postMessage } from '../../../lambda/steps/post-message';
import { anAttempt, aConclusion, anEvent, anIntent, keyOf } from '../../support/builders';
import { NOON_MS } from '../../support/fixed-clock';
import { keyIn, loadStage } from '../../support/load-stage';
import { recorded } from '../../support/recorded';
import { LEASE_MS, occupy, plenty, sendStage } from '../../support/send-stage';
import type { SendStage } from '../../support/send-stage';
import { keysOf } from '../../../lambda/steps/store-request';
import { fixedIdentity } from '../../support/fixed-identity';

const IDENTITY = { contactId: 'contact-1', type: 'delivery-delay', occurrence: 'order-4711' };
const cancellation = (fields: object = {}) =>
  anEvent('NotificationCancelled', { ...IDENTITY, ...fields });
const isCancelled = {
  kind: 'concluded',
  detailType: 'NotificationSuppressed',
  conclusion: { outcome: 'SUPPRESSED', reason: 'CANCELLED', occurrence: 'order-4711' },
};

describe('a cancellation', () => {
  it('ends what waits, and what waits for later', async () => {
    const { ledger, load, request } = await loadStage();
    const held = await request({ afterSeconds: 3600 });

    expect(held).toMatchObject({ kind: 'held', held: { reason: 'NOT_YET' } });
    expect(await load(cancellation())).toMatchObject(isCancelled);
    expect(ledger.notifications()).toMatchObject([{ kind: 'concluded' }]);
  });

  it('leaves the recipient free for the next message', async () => {
    const { ledger, load, request } = await loadStage();
    await request({ afterSeconds: 3600 });
    await load(cancellation());

    const { recipientRef } = await keysOf(fixedIdentity().keyedHash, IDENTITY);
    expect(await ledger.fetchSlot(recipientRef)).toEqual({ kind: 'free' });
  });

  it('that comes before its request is kept in one write, with nothing that a sweep could send', async () => {
    const { ledger, load } = await loadStage();
    const writes: string[] = [];
    const watched = recorded(ledger, (verb) => writes.push(verb));
    const deps = { ledger: watched, identity: fixedIdentity(), clock: { nowMs: () => NOON_MS } };

    expect(await cancel(deps, IDENTITY, 'execution-1')).toMatchObject(isCancelled);
    expect(writes).toEqual(['storeEarlyEnd']);
    const [row] = ledger.notifications();
    expect(row?.kind).toBe('concluded');
    expect(ledger.dueAtMs(keyIn(await load(cancellation())))).toBeUndefined();
  });

  it.each([{}, { text: 'Other words.' }])(
    'that comes before its request ends that as well: %p',
    async (fields) => {
      const { ledger, load, request } = await loadStage();
      await load(cancellation());

      expect(await request(fields, 'execution-2')).toMatchObject(isCancelled);
      expect(ledger.notifications()).toMatchObject([{ kind: 'concluded' }]);
    },
  );

  it('that comes twice is told twice and changes nothing', async () => {
    const { ledger, load } = await loadStage();
    const first = await load(cancellation());
    const before = ledger.notifications();

    expect(await load(cancellation())).toEqual({ ...first, isRepeat: true });
    expect(ledger.notifications()).toEqual(before);
  });

  it('of something sent is answered with how it was sent', async () => {
    const { ledger, load, request } = await loadStage();
    const notificationKey = keyIn(await request());
    await ledger.conclude(aConclusion({ notificationKey }), []);

    expect(await load(cancellation())).toMatchObject({
      detailType: 'NotificationSent',
      conclusion: { outcome: 'SENT', reason: 'DELIVERED_TO_EXISTING' },
    });
  });

  it.each([{ contactId: 'contact-2' }, { type: 'reminder' }, { occurrence: 'order-4712' }])(
    'of another notification leaves this one alone: %p',
    async (fields) => {
      const { ledger, load, request } = await loadStage();
      const notificationKey = keyIn(await request());
      await load(cancellation(fields));

      expect(await ledger.fetchNotification(notificationKey)).toMatchObject({ kind: 'waiting' });
    },
  );

  it('without an occurrence is refused by name', async () => {
    const { load } = await loadStage();

    expect(await load(cancellation({ occurrence: undefined }))).toMatchObject({
      kind: 'invalid',
      rejection: { problems: [{ code: 'FIELD_MISSING', path: 'detail.occurrence' }] },
    });
  });
});

const fetchWaiting = async ({ ledger, intent }: SendStage) => {
  const known = await ledger.fetchNotification(intent.notificationKey);
  if (known?.kind !== 'waiting') throw new Error('it does not wait');
  return known;
};

describe('a cancellation while somebody is at work', () => {
  it('is too late once the message may be out: nothing is claimed, and the record says so', async () => {
    const stage = await sendStage();
    await occupy(stage, { ...stage.intent, phase: 'SENDING' });

    const output = await concludeCancelled(stage.deps, await fetchWaiting(stage));

    expect(output).toEqual({ kind: 'nothing' });
    expect(await fetchWaiting(stage)).toMatchObject({ decisions: [{ decision: 'cancelTooLate' }] });
  });

  it('takes effect after all when that send certainly came to nothing', async () => {
    const unavailable = {
      kind: 'unavailable',
      cause: 'HTTP 503',
      retryAfterSeconds: 1,
      calls: 1,
    } as const;
    const stage = await sendStage();
    stage.conversations.sendIntoConversation = async () => {
      await concludeCancelled(stage.deps, await fetchWaiting(stage));
      return unavailable;
    };
    expect(await postMessage(stage.deps)(anAttempt(), plenty)).toMatchObject({ kind: 'later' });

    const output = await concludeCancelled(stage.deps, await fetchWaiting(stage));

    expect(output).toMatchObject({ conclusion: { reason: 'CANCELLED' } });
  });

  it('waits for the recipient, is noted once, and is looked at within a minute', async () => {
    const stage = await sendStage();
    await occupy(stage, { notificationKey: keyOf('B') });

    await concludeCancelled(stage.deps, await fetchWaiting(stage));
    const output = await concludeCancelled(stage.deps, await fetchWaiting(stage));

    expect(output).toEqual({ kind: 'nothing' });
    expect(await fetchWaiting(stage)).toMatchObject({ decisions: [{ decision: 'cancelAsked' }] });
    expect(stage.ledger.dueAtMs(stage.intent.notificationKey)).toBe(NOON_MS + 60_000);
  });

  it('frees the recipient of a run that died after its conclusion', async () => {
    const stage = await sendStage();
    const other = anIntent({ notificationKey: keyOf('B') });
    await stage.ledger.storeIntent(other);
    await occupy(stage, { notificationKey: keyOf('B') });
    await stage.ledger.conclude(aConclusion({ notificationKey: keyOf('B') }), []);

    await concludeCancelled(stage.deps, await fetchWaiting(stage));
    const output = await concludeCancelled(stage.deps, await fetchWaiting(stage));

    expect(output).toMatchObject({ conclusion: { reason: 'CANCELLED' } });
  });

  it('is found by the next attempt', async () => {
    const { ledger, clock, load, request } = await loadStage();
    const notificationKey = keyIn(await request());
    const { recipientRef } = await keysOf(fixedIdentity().keyedHash, IDENTITY);
    await occupy(
      { ledger, clock, intent: anIntent({ recipientRef }) },
      { notificationKey: keyOf('B') },
    );
    expect(await load(cancellation())).toEqual({ kind: 'nothing' });
    clock.advance(LEASE_MS + 1);

    const output: LoadSessionOutput = await load(anEvent('AttemptDue', { notificationKey }));

    expect(output).toMatchObject(isCancelled);
  });
});

/** Lets something happen right after the n-th call of a ledger's method. */
function interrupted(ledger: InMemoryLedger, after: number, what: () => Promise<unknown>) {
  let calls = 0;
  return new Proxy(ledger, {
    get: (target, verb, receiver) => {
      const method: unknown = Reflect.get(target, verb, receiver);
      if (typeof method !== 'function') return method;
      return async (...args: unknown[]) => {
        const answer: unknown = await Reflect.apply(method, target, args);
        calls += 1;
        if (calls === after) await what();
        return answer;
      };
    },
  });
}

describe('a cancellation at any moment of a send', () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8])(
    'after %i calls of the ledger is never told as cancelled and sent as well',
    async (after) => {
      const stage = await sendStage({
        sends: [{ kind: 'accepted', conversationId: 'conversation-1' }],
      });
      const told: string[] = [];
      const wish = async () => {
        const known = await stage.ledger.fetchNotification(stage.intent.notificationKey);
        if (known?.kind !== 'waiting') return;
        const output = await concludeCancelled(stage.deps, known);
        told.push(output.kind === 'concluded' ? output.conclusion.reason : output.kind);
      };
      if (after === 0) await wish();
      const ledger = interrupted(stage.ledger, after, wish);

      const output = await postMessage({ ...stage.deps, ledger })(anAttempt(), plenty);

      const known = await stage.ledger.fetchNotification(stage.intent.notificationKey);
      const reason = known?.kind === 'concluded' ? known.conclusion.reason : 'waiting';
      expect(reason).toBe(stage.posts() === 0 ? 'CANCELLED' : 'DELIVERED_TO_EXISTING');
      expect(told.includes('CANCELLED') && stage.posts() > 0).toBe(false);
      expect(output.kind).toBe('concluded');
    },
  );
});
