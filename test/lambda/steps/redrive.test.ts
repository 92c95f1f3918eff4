import { postMessage } from '../../../lambda/steps/post-message';
import { reconcile } from '../../../lambda/steps/reconcile';
import { aConclusion, anAttempt, anEvent, KEY, keyOf } from '../../support/builders';
import { outbound } from '../../support/in-doubt';
import { keyIn, loadStage } from '../../support/load-stage';
import { occupy, plenty, sendStage, slotOf } from '../../support/send-stage';
import type { SendStage } from '../../support/send-stage';

const asked = (notificationKey: string, redrives?: number) =>
  anEvent('RedriveRequested', { notificationKey, redrives });

/** A notification that was refused before it got to Genesys: nobody knew the contact. */
async function refused() {
  const stage = await loadStage();
  const notificationKey = keyIn(await stage.request({ contactId: 'contact-2' }));
  await stage.sessions.applyChange({
    kind: 'started',
    conversationId: 'conversation-2',
    contactId: 'contact-2',
    deploymentId: 'deployment-1',
    atMs: stage.clock.nowMs(),
  });
  const redrive = (redrives?: number) => stage.load(asked(notificationKey, redrives));
  return { ...stage, notificationKey, redrive };
}

describe('a redrive', () => {
  it('goes the way of a new request once the cause is mended', async () => {
    const { redrive, ledger, notificationKey } = await refused();

    expect(await redrive()).toMatchObject({ kind: 'ready', notificationKey });
    expect(ledger.notifications()).toMatchObject([{ kind: 'waiting', redrives: 1 }]);
  });

  it('leads to one attempt, however many ask at once', async () => {
    const { redrive } = await refused();

    const outputs = await Promise.all([redrive(), redrive(), redrive()]);

    expect(outputs.map(({ kind }) => kind).toSorted()).toEqual(['nothing', 'nothing', 'ready']);
  });

  it('is not repeated by its own event when that comes late and again', async () => {
    const { redrive, ledger, notificationKey } = await refused();
    await redrive();
    const rejected = { outcome: 'REJECTED', reason: 'MISSING_PERMISSION' } as const;
    await ledger.conclude(aConclusion({ notificationKey, ...rejected }), []);

    expect(await redrive(0)).toEqual({ kind: 'nothing' });
    expect(await redrive(1)).toMatchObject({ kind: 'ready' });
  });

  it('meets every guardrail anew', async () => {
    const { redrive, ledger, notificationKey } = await refused();
    const known = await ledger.fetchNotification(notificationKey);
    const recipientRef = known?.kind === 'concluded' ? known.recipientRef : '';
    await ledger.changePreference({
      recipientRef,
      consent: 'optedOut',
      atMs: 1,
    });

    expect(await redrive()).toMatchObject({
      kind: 'concluded',
      conclusion: { notificationKey, reason: 'OPTED_OUT' },
    });
  });

  it('leaves alone what was sent, what is under way and what nobody knows', async () => {
    const stage = await loadStage();
    const notificationKey = keyIn(await stage.request());

    expect(await stage.load(asked(notificationKey))).toEqual({ kind: 'nothing' });
    await stage.ledger.conclude(aConclusion({ notificationKey }), []);
    expect(await stage.load(asked(notificationKey))).toEqual({ kind: 'nothing' });
    expect(await stage.load(asked(keyOf('Z')))).toEqual({ kind: 'nothing' });
  });

  it('refuses a number of redrives that is none', async () => {
    const stage = await loadStage();

    expect(await stage.load(asked(KEY, -1))).toMatchObject({
      kind: 'invalid',
      rejection: { problems: [{ code: 'INVALID_NUMBER', path: 'detail.redrives' }] },
    });
  });
});

/** A notification that was parked because the answer to its send was lost, and is redriven. */
async function redrivenInDoubt(stage: SendStage) {
  const { ledger, clock, deps, intent } = stage;
  await occupy(stage, { notificationKey: KEY, phase: 'SENDING', conversationId: 'conversation-1' });
  clock.advance(90_000);
  const parked = await reconcile(deps)({ notificationKey: KEY });
  expect(parked).toMatchObject({ conclusion: { reason: 'ANSWER_LOST' } });
  expect(await slotOf(stage)).toBe('free');
  await ledger.reopen({
    notificationKey: KEY,
    redrives: 0,
    change: { kind: 'reopen', intent },
    decisions: [],
    dueAtMs: 0,
  });
}

const nothing = { kind: 'listed', messages: [] } as const;

describe('a redrive of what was parked in doubt', () => {
  it('looks into the conversation first, and sends nothing when the message is there after all', async () => {
    const stage = await sendStage({ lists: [nothing, nothing, outbound('Your order is late.')] });
    await redrivenInDoubt(stage);

    expect(await reconcile(stage.deps)({ notificationKey: KEY })).toMatchObject({
      conclusion: { outcome: 'SENT' },
    });
    expect(stage.posts()).toBe(0);
  });

  it('is parked again when the conversation does not show it, as its policy asks', async () => {
    const stage = await sendStage({ lists: [nothing, nothing, nothing, nothing] });
    await redrivenInDoubt(stage);

    expect(await reconcile(stage.deps)({ notificationKey: KEY })).toMatchObject({
      conclusion: { reason: 'ANSWER_LOST' },
    });
    expect(stage.ledger.notifications()).toMatchObject([{ doubt: {} }]);
  });

  it('sends nothing before that, also from a run that was on its way all the time', async () => {
    const stage = await sendStage({ lists: [nothing, nothing] });
    await redrivenInDoubt(stage);

    expect(await postMessage(stage.deps)(anAttempt(), plenty)).toMatchObject({ kind: 'later' });
    expect(stage.posts()).toBe(0);
    expect(await slotOf(stage)).toBe('free');
  });

  it('begins in Load session with the doubt', async () => {
    const stage = await loadStage();
    const notificationKey = keyIn(await stage.request());
    const lost = { outcome: 'PARKED', reason: 'ANSWER_LOST' } as const;
    await stage.ledger.conclude(aConclusion({ notificationKey, ...lost }), []);
    await stage.ledger.keepDoubt(notificationKey, { sentAtMs: 1 });

    expect(await stage.load(asked(notificationKey))).toEqual({ kind: 'doubt', notificationKey });
  });

  it('can be cancelled only in so far as the message turns out not to be there', async () => {
    const stage = await loadStage();
    const notificationKey = keyIn(await stage.request());
    const lost = { outcome: 'PARKED', reason: 'ANSWER_LOST' } as const;
    await stage.ledger.conclude(aConclusion({ notificationKey, ...lost }), []);
    await stage.ledger.keepDoubt(notificationKey, { sentAtMs: 1 });
    await stage.load(asked(notificationKey));
    const identity = { contactId: 'contact-1', type: 'delivery-delay', occurrence: 'order-4711' };

    expect(await stage.load(anEvent('NotificationCancelled', identity))).toEqual({
      kind: 'nothing',
    });
    expect(stage.ledger.notifications()).toMatchObject([
      { kind: 'waiting', decisions: [{ decision: 'redriven' }, { decision: 'cancelTooLate' }] },
    ]);
  });
});

describe('a slot that was left behind', () => {
  it('leaves a doubt in the row of the notification that was concluded while it was sending', async () => {
    const stage = await sendStage();
    await occupy(stage, {
      notificationKey: KEY,
      phase: 'SENDING',
      conversationId: 'conversation-1',
    });
    const rejected = { outcome: 'REJECTED', reason: 'REQUEST_REFUSED' } as const;
    await stage.ledger.conclude(aConclusion(rejected), []);

    await reconcile(stage.deps)({ notificationKey: KEY });

    expect(await slotOf(stage)).toBe('free');
    expect(stage.ledger.notifications()).toMatchObject([
      { doubt: { conversationId: 'conversation-1', sentAtMs: stage.clock.nowMs() } },
    ]);
  });
});
