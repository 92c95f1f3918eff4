import { reconcile } from '../../../lambda/steps/reconcile';
import { aConclusion, KEY, keyOf } from '../../support/builders';
import { noteTimes, occupy, sendStage, slotOf } from '../../support/send-stage';

const input = { notificationKey: KEY };

describe('reconcile', () => {
  it('parks what may be out, and frees the recipient for others', async () => {
    const stage = await sendStage();
    await occupy(stage, { notificationKey: KEY, phase: 'SENDING' });

    const output = await reconcile(stage.deps)(input);

    expect(output).toMatchObject({
      detailType: 'NotificationParked',
      conclusion: { outcome: 'PARKED', reason: 'ANSWER_LOST' },
    });
    expect(await slotOf(stage)).toBe('free');
  });

  it('starts over when nothing had left', async () => {
    const stage = await sendStage();
    await occupy(stage, { notificationKey: KEY });

    const output = await reconcile(stage.deps)(input);

    expect(output).toEqual({ kind: 'later', notificationKey: KEY, waitSeconds: 1 });
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
      kind: 'concluded',
      detailType: 'NotificationSent',
      conclusion: aConclusion(),
    });
    expect(await slotOf(stage)).toBe('free');
  });

  it('comes to the same when it runs again', async () => {
    const stage = await sendStage();
    await occupy(stage, { notificationKey: KEY, phase: 'SENDING' });
    const first = await reconcile(stage.deps)(input);

    expect(await reconcile(stage.deps)(input)).toEqual(first);
  });

  it('does nothing for a notification nobody stored', async () => {
    const stage = await sendStage();

    expect(await reconcile(stage.deps)({ notificationKey: keyOf('Z') })).toEqual({
      kind: 'nothing',
    });
  });
});
