import { postMessage } from '../../../lambda/steps/post-message';
import { reconcile } from '../../../lambda/steps/reconcile';
import { aConclusion, anAttempt, KEY, keyOf } from '../../support/builders';
import { outbound } from '../../support/in-doubt';
import { wrapped } from '../../support/recorded';
import { LEASE_MS, noteTimes, occupy, plenty, sendStage, slotOf } from '../../support/send-stage';

const input = { notificationKey: KEY };
const empty = { kind: 'listed', messages: [] } as const;

describe('reconcile', () => {
  it.each([
    [0, 90],
    [1, 90],
    [30_000, 60],
    [89_001, 1],
    [89_999, 1],
  ])('waits, %i ms after the write-ahead, for %i s, and counts nothing', async (afterMs, wait) => {
    const stage = await sendStage();
    await occupy(stage, { notificationKey: KEY, phase: 'SENDING', conversationId: 'c-1' });
    stage.clock.advance(afterMs);

    const output = await reconcile(stage.deps)(input);

    expect(output).toEqual({ kind: 'later', notificationKey: KEY, waitSeconds: wait });
    expect(stage.ledger.notifications()).toMatchObject([{ attempts: 0, looks: 0, decisions: [] }]);
    expect(stage.conversations.calls.listed).toEqual([]);
    expect(await slotOf(stage)).toBe('SENDING');
  });

  it('looks at the very end of the settle window', async () => {
    const stage = await sendStage({ lists: [outbound('Your order is late.')] });
    await occupy(stage, { notificationKey: KEY, phase: 'SENDING', conversationId: 'c-1' });
    stage.clock.advance(90_000);

    expect((await reconcile(stage.deps)(input)).kind).toBe('concluded');
  });

  it('waits for a claim, which is another run at work or a dead one, and counts nothing', async () => {
    const stage = await sendStage();
    await occupy(stage, { notificationKey: KEY });

    const output = await reconcile(stage.deps)(input);

    expect(output).toEqual({ kind: 'later', notificationKey: KEY, waitSeconds: 30 });
    expect(stage.ledger.notifications()).toMatchObject([{ attempts: 0 }]);
  });

  it('starts over when nothing had left', async () => {
    const stage = await sendStage();

    const output = await reconcile(stage.deps)(input);

    expect(output).toEqual({ kind: 'later', notificationKey: KEY, waitSeconds: 1 });
    expect(stage.ledger.notifications()).toMatchObject([{ attempts: 1 }]);
  });

  it('starts over when the recipient is sent something else', async () => {
    const stage = await sendStage();
    await occupy(stage, { notificationKey: keyOf('B'), phase: 'SENDING' });

    const output = await reconcile(stage.deps)(input);

    expect(output.kind).toBe('later');
    expect(await slotOf(stage)).toBe('SENDING');
  });

  it('parks what never left after the last attempt', async () => {
    const stage = await sendStage();
    await noteTimes(stage, 'attempt', 5);

    expect(await reconcile(stage.deps)(input)).toMatchObject({
      conclusion: { reason: 'ATTEMPTS_EXHAUSTED' },
    });
  });

  it('tells a conclusion that was written but perhaps not told, and frees its slot', async () => {
    const stage = await sendStage();
    await occupy(stage, { notificationKey: KEY, phase: 'SENDING' });
    await stage.ledger.conclude(aConclusion(), []);

    const output = await reconcile(stage.deps)(input);

    expect(output).toEqual({
      isRepeat: true,
      kind: 'concluded',
      detailType: 'NotificationSent',
      mustBeHeard: false,
      conclusion: aConclusion(),
    });
    expect(await slotOf(stage)).toBe('free');
  });

  it('does nothing for a notification nobody stored', async () => {
    const stage = await sendStage();

    expect(await reconcile(stage.deps)({ notificationKey: keyOf('Z') })).toEqual({
      kind: 'nothing',
    });
  });

  it('that parked a sender which slept is overruled by its answer, and nothing is sent again', async () => {
    const accepted = { kind: 'accepted', messageId: 'message-9' } as const;
    const stage = await sendStage({ sends: [accepted], lists: [empty, empty] });
    const outputs: unknown[] = [];
    const conversations = wrapped(stage.conversations, (name, method) => async (...args) => {
      if (name === 'prepare') return method(...args);
      stage.clock.advance(90_000 + LEASE_MS);
      outputs.push(await reconcile(stage.deps)(input));
      return method(...args);
    });

    outputs.push(await postMessage({ ...stage.deps, conversations })(anAttempt(), plenty));

    expect(outputs).toMatchObject([
      { conclusion: { outcome: 'PARKED', reason: 'ANSWER_LOST' } },
      { conclusion: { outcome: 'SENT', messageId: 'message-9' } },
    ]);
    expect(stage.ledger.notifications()).toMatchObject([{ conclusion: { outcome: 'SENT' } }]);
    expect(stage.posts()).toBe(1);
  });
});
