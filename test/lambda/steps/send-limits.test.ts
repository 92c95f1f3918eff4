import { postMessage } from '../../../lambda/steps/post-message';
import { reconcile } from '../../../lambda/steps/reconcile';
import type { SendAnswer } from '../../../lambda/domain/ports';
import { SETTLE_MS } from '../../../lambda/contract/timeouts';
import {
  anAttempt,
  anEvent,
  anIntent,
  aPolicy,
  aRefusal,
  KEY,
  keyOf,
} from '../../support/builders';
import { NOON_MS } from '../../support/fixed-clock';
import { limitsOf } from '../../support/limits';
import { keyIn, loadStage } from '../../support/load-stage';
import { plenty, sendStage, slotOf } from '../../support/send-stage';
import type { SendStage } from '../../support/send-stage';

const HOUR_MS = 3_600_000;
const accepted = { kind: 'accepted', messageId: 'message-1' } as const;
const unknown = { kind: 'unknown', cause: 'DEADLINE' } as const;
const refusal = aRefusal();
const onePerDay = { frequencyCaps: [{ max: 1, perHours: 24 }] };
const capped = limitsOf(onePerDay);

/** How many sends count towards the contact's caps. */
const countedIn = async ({ ledger, intent }: SendStage): Promise<number> =>
  (await ledger.fetchRecipient(intent.recipientRef)).sends.length;

const refOf = ({ ledger }: Awaited<ReturnType<typeof loadStage>>): string => {
  const [stored] = ledger.notifications();
  if (stored?.kind !== 'waiting') throw new Error('nothing waits');
  return stored.intent.recipientRef;
};

describe('a send to a contact with a cap', () => {
  it.each<[string, SendAnswer, number]>([
    ['accepted', accepted, 1],
    ['refused', { kind: 'refused', refusal }, 0],
    ['answered with a conflict', { kind: 'conflict', refusal }, 0],
    ['put off', { kind: 'unavailable', cause: 'HTTP_429', retryAfterSeconds: 60 }, 0],
  ])('that is %s', async (_, answer, count) => {
    const stage = await sendStage({ sends: [answer] });

    await postMessage({ ...stage.deps, limits: capped })(anAttempt(), plenty);

    expect(await countedIn(stage)).toBe(count);
  });

  it('whose answer is lost counts when it is parked, for it may have arrived', async () => {
    const stage = await sendStage({ sends: [unknown], lists: [new Error('away')] });
    const deps = { ...stage.deps, limits: capped };
    const route = {};

    await postMessage(deps)(anAttempt({ route }), plenty);
    stage.clock.advance(SETTLE_MS);
    const output = await reconcile(deps)({ notificationKey: KEY });

    expect(output).toMatchObject({ conclusion: { reason: 'ANSWER_LOST' } });
    expect(await countedIn(stage)).toBe(1);
  });

  it('that is proven never to have arrived is taken back, and may be sent again', async () => {
    const nothing = { kind: 'listed', messages: [] } as const;
    const live = { kind: 'found', conversation: { kind: 'active', liveSinceMs: 0 } } as const;
    const stage = await sendStage(
      { sends: [unknown, accepted], lists: [nothing, nothing], preflights: [live] },
      { policy: aPolicy({ whenInDoubt: 'resend' }) },
    );
    const deps = { ...stage.deps, limits: capped };

    await postMessage(deps)(anAttempt(), plenty);
    stage.clock.advance(SETTLE_MS);
    await reconcile(deps)({ notificationKey: KEY });

    expect(await countedIn(stage)).toBe(0);
    expect(await postMessage(deps)(anAttempt(), plenty)).toMatchObject({
      conclusion: { outcome: 'SENT' },
    });
    expect(await countedIn(stage)).toBe(1);
  });

  it('that ran out of time after its write-ahead is taken back', async () => {
    const stage = await sendStage();
    const remaining = [30_000, 1_000];

    await postMessage({ ...stage.deps, limits: capped })(
      anAttempt(),
      () => remaining.shift() ?? 1_000,
    );

    expect(stage.posts()).toBe(0);
    expect(await countedIn(stage)).toBe(0);
  });

  it.each([
    ['suppress', { kind: 'concluded', conclusion: { reason: 'FREQUENCY_CAP' } }],
    ['hold', { kind: 'held', held: { reason: 'CAP_REACHED' } }],
  ] as const)('does not happen when the cap is reached: %s', async (whenCapped, expected) => {
    const stage = await sendStage({ sends: [accepted] });
    const deps = { ...stage.deps, limits: limitsOf({ ...onePerDay, whenCapped }) };
    const second = keyOf('B');
    await stage.ledger.storeIntent(anIntent({ notificationKey: second }));
    await postMessage(deps)(anAttempt(), plenty);

    const output = await postMessage(deps)(anAttempt({ notificationKey: second }), plenty);

    expect(output).toMatchObject(expected);
    expect(stage.posts()).toBe(1);
    expect(await slotOf(stage)).toBe('free');
  });

  it('happens again once the period is over', async () => {
    const stage = await sendStage({ sends: [accepted, accepted] });
    const deps = { ...stage.deps, limits: capped };
    const second = keyOf('B');
    await stage.ledger.storeIntent(anIntent({ notificationKey: second }));
    await postMessage(deps)(anAttempt(), plenty);
    stage.clock.advance(24 * HOUR_MS);

    await postMessage(deps)(anAttempt({ notificationKey: second }), plenty);

    expect(stage.posts()).toBe(2);
    expect(await countedIn(stage)).toBe(1);
  });

  it('of an exempt type happens all the same, and counts for nobody', async () => {
    const stage = await sendStage({ sends: [accepted] }, { type: 'otp' });
    const limits = limitsOf({ ...onePerDay, exemptTypes: ['otp'] });

    await postMessage({ ...stage.deps, limits })(anAttempt(), plenty);

    expect(stage.posts()).toBe(1);
    expect(await countedIn(stage)).toBe(0);
  });
});

describe('a contact of whose consent nobody has told', () => {
  const silent = limitsOf({ missingConsent: 'suppress' });

  it('gets nothing where silence is the rule', async () => {
    const stage = await sendStage();

    const output = await postMessage({ ...stage.deps, limits: silent })(anAttempt(), plenty);

    expect(output).toMatchObject({
      conclusion: { outcome: 'SUPPRESSED', reason: 'NO_CONSENT_RECORD' },
    });
    expect(stage.posts()).toBe(0);
    expect(await slotOf(stage)).toBe('free');
  });

  it('gets the message once it has opted in', async () => {
    const stage = await sendStage({ sends: [accepted] });
    stage.ledger.setConsent(stage.intent.recipientRef, 'optedIn');

    await postMessage({ ...stage.deps, limits: silent })(anAttempt(), plenty);

    expect(stage.posts()).toBe(1);
  });
});

describe('a request at the wrong time, or for the wrong contact', () => {
  const quietHours = { from: '08:00', to: '22:00', timeZone: 'UTC' };
  it('waits for the end of quiet hours without a call to Genesys, and then goes on', async () => {
    const stage = await loadStage({}, {}, limitsOf({ quietHours }));

    const held = await stage.request();

    if (held.kind !== 'held') throw new Error(held.kind);
    const untilMs = Date.parse(held.held.heldUntil);
    expect(held.held.reason).toBe('QUIET_HOURS');
    expect(untilMs).toBeGreaterThanOrEqual(NOON_MS + 10 * HOUR_MS);
    expect(untilMs).toBeLessThan(NOON_MS + 10.5 * HOUR_MS);
    stage.clock.advance(untilMs - NOON_MS);
    const { notificationKey } = held.held;
    expect(await stage.load(anEvent('AttemptDue', { notificationKey }))).toMatchObject({
      kind: 'ready',
    });
  });

  it('ends without consent before anybody looks at the conversation', async () => {
    const stage = await loadStage({}, {}, limitsOf({ missingConsent: 'suppress' }));

    expect(await stage.request()).toMatchObject({
      conclusion: { outcome: 'SUPPRESSED', reason: 'NO_CONSENT_RECORD' },
    });
  });

  it('ends when the contact opted out while it waited', async () => {
    const stage = await loadStage({}, {}, limitsOf({ quietHours }));
    const held = await stage.request();
    if (held.kind !== 'held') throw new Error(held.kind);
    stage.ledger.setConsent(refOf(stage), 'optedOut');
    stage.clock.advance(11 * HOUR_MS);

    const { notificationKey } = held.held;
    expect(await stage.load(anEvent('AttemptDue', { notificationKey }))).toMatchObject({
      conclusion: { reason: 'OPTED_OUT' },
    });
  });

  it('goes on where nothing stands in its way', async () => {
    const stage = await loadStage(
      {},
      {},
      limitsOf({ quietHours, exemptTypes: ['delivery-delay'] }),
    );

    expect(keyIn(await stage.request())).toHaveLength(52);
  });
});
