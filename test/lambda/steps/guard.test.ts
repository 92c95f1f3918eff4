import { loadStage } from '../../support/load-stage';
import { anAttempt, anEvent, KEY } from '../../support/builders';
import { NOON_MS } from '../../support/fixed-clock';
import { plenty, sendStage, slotOf } from '../../support/send-stage';
import { postMessage } from '../../../lambda/steps/post-message';

const everything = { everything: true };
const MINUTE_MS = 60_000;
const iso = (ms: number) => new Date(ms).toISOString();
const due = (notificationKey: string) => anEvent('AttemptDue', { notificationKey });

describe('a notification that must not speak yet', () => {
  it('is held before anybody asks Genesys, and the world hears for what', async () => {
    const { ledger, killSwitch, request } = await loadStage();
    killSwitch.pull(everything);

    const output = await request();

    expect(output).toMatchObject({
      kind: 'held',
      detailType: 'NotificationHeld',
      held: { outcome: 'HELD', reason: 'PAUSED', occurrence: 'order-4711', type: 'delivery-delay' },
    });
    expect(ledger.notifications()).toMatchObject([
      { attempts: 0, hold: { reason: 'PAUSED' }, decisions: [{ decision: 'PAUSED' }] },
    ]);
  });

  it('goes on by itself once it may', async () => {
    const { killSwitch, request, load } = await loadStage();
    killSwitch.pull(everything);
    const held = await request();
    if (held.kind !== 'held') throw new Error(held.kind);
    killSwitch.pull({});

    expect(await load(due(held.held.notificationKey))).toMatchObject({ kind: 'ready' });
  });

  it('is told and recorded once while it waits for the same', async () => {
    const { ledger, killSwitch, request, load } = await loadStage();
    killSwitch.pull(everything);
    const held = await request();
    if (held.kind !== 'held') throw new Error(held.kind);

    expect(await load(due(held.held.notificationKey))).toEqual({ kind: 'nothing' });
    expect(ledger.notifications()).toMatchObject([{ decisions: [{ decision: 'PAUSED' }] }]);
  });

  it('is told again when it waits for something else', async () => {
    const { killSwitch, request, load } = await loadStage();
    killSwitch.pull(everything);
    const held = await request({ notBefore: iso(NOON_MS + MINUTE_MS) });
    if (held.kind !== 'held') throw new Error(held.kind);
    killSwitch.pull({});

    expect(await load(due(held.held.notificationKey))).toMatchObject({
      held: { reason: 'NOT_YET', heldUntil: iso(NOON_MS + MINUTE_MS) },
    });
  });

  it('waits no longer than its deliver-by, when its end is told', async () => {
    const { clock, killSwitch, request, load } = await loadStage();
    killSwitch.pull(everything);

    const held = await request({ deliverBy: iso(NOON_MS + MINUTE_MS) });

    if (held.kind !== 'held') throw new Error(held.kind);
    expect(held.held.heldUntil).toBe(iso(NOON_MS + MINUTE_MS));
    killSwitch.pull({});
    clock.advance(MINUTE_MS);
    expect(await load(due(held.held.notificationKey))).toMatchObject({
      conclusion: { reason: 'DELIVER_BY_PASSED' },
    });
  });
});

describe('a notification about to be sent', () => {
  it('is stopped by the kill switch even then, and leaves the recipient free', async () => {
    const stage = await sendStage();
    stage.killSwitch.pull({ types: ['delivery-delay'] });

    const output = await postMessage(stage.deps)(anAttempt(), plenty);

    expect(output).toMatchObject({ kind: 'held', held: { reason: 'PAUSED' } });
    expect(stage.posts()).toBe(0);
    expect(await slotOf(stage)).toBe('free');
  });

  it.each([
    ['NOT_A_GUEST', { kind: 'guests', contactIds: ['contact-2'] } as const],
    ['SHADOW_MODE', { kind: 'nobody' } as const],
  ])('is rehearsed up to the POST where the stage says so: %s', async (reason, audience) => {
    const stage = await sendStage();

    const output = await postMessage({ ...stage.deps, audience })(anAttempt(), plenty);

    expect(output).toMatchObject({
      kind: 'concluded',
      conclusion: { notificationKey: KEY, outcome: 'SUPPRESSED', reason },
    });
    expect(stage.posts()).toBe(0);
    expect(await slotOf(stage)).toBe('free');
  });
});
