import type { SendAnswer } from '../../../lambda/domain/ports';
import { reconcile } from '../../../lambda/steps/reconcile';
import { diagnoseRefusal } from '../../../lambda/steps/diagnose-refusal';
import { sendByChannel } from '../../../lambda/steps/send-by-channel';
import { SETTLE_MS } from '../../../lambda/contract/timeouts';
import { aChannel, anAttempt, aPolicy, aRefusal, KEY } from '../../support/builders';
import { plenty, sendStage, slotOf } from '../../support/send-stage';

const channels = [
  aChannel(),
  aChannel({ kind: 'whatsapp', to: '41790000001', from: 'integration-1' }),
];
const stageWith = (...sends: (SendAnswer | Error)[]) =>
  sendStage({ sends }, { policy: aPolicy({ whenClosed: 'fallback' }), channels });
const refused: SendAnswer = { kind: 'refused', refusal: aRefusal() };
const lost: SendAnswer = { kind: 'unknown', cause: 'HTTP_503' };
type Stage = Awaited<ReturnType<typeof stageWith>>;
const run = (stage: Stage) => sendByChannel(stage.deps)(anAttempt(), plenty);
const tried = ({ conversations }: Stage) =>
  conversations.calls.channelled.map(({ channel }) => channel.kind);

describe('sendByChannel', () => {
  it('sends over the first channel and names its kind, never its address', async () => {
    const stage = await stageWith({
      kind: 'accepted',
      conversationId: 'sms-conversation',
      messageId: 'message-1',
    });

    const output = await run(stage);

    expect(output).toMatchObject({
      conclusion: {
        outcome: 'SENT',
        reason: 'DELIVERED_BY_FALLBACK',
        channel: 'sms',
        conversationId: 'sms-conversation',
      },
    });
    expect(stage.conversations.calls.channelled).toEqual([
      { channel: channels[0], text: 'Your order is late.' },
    ]);
    expect(JSON.stringify([output, stage.ledger.notifications()])).not.toContain('+41');
  });

  it('names no conversation that it did not speak into when the answer names none', async () => {
    const output = await run(await stageWith({ kind: 'accepted' }));

    expect(output).not.toHaveProperty('conclusion.conversationId', expect.anything());
  });

  it('goes on to the next channel after a certain refusal, by way of the ledger', async () => {
    const stage = await stageWith(refused, { kind: 'accepted' });

    const first = await run(stage);

    expect(first).toMatchObject({ kind: 'fallback', notificationKey: KEY, decisions: [] });
    expect(stage.ledger.notifications()).toMatchObject([
      { channelsPassed: 1, attempts: 0, decisions: [{ evidence: { channel: 'sms' } }] },
    ]);
    expect(await slotOf(stage)).toBe('free');
    expect(await run(stage)).toMatchObject({ conclusion: { channel: 'whatsapp' } });
    expect(tried(stage)).toEqual(['sms', 'whatsapp']);
  });

  it('takes a slot of its own for each channel', async () => {
    const stage = await stageWith(refused, { kind: 'accepted' });
    const permit = { slotMs: 1, goodUntilMs: 2, number: 7 };

    const first = await sendByChannel(stage.deps)(anAttempt({ permit }), plenty);

    expect(first.kind === 'fallback' && first.permit).toBeUndefined();
    expect(stage.conversations.calls.permits).toEqual([permit]);
  });

  it('explains the refusal of the last channel', async () => {
    const stage = await stageWith(refused, refused);
    await run(stage);

    const last = await run(stage);

    expect(last).toMatchObject({ kind: 'refused', refusal: { code: 'invalid.value' } });
    expect(await diagnoseRefusal(stage.deps)(last)).toMatchObject({
      conclusion: { outcome: 'REJECTED', reason: 'CHANNELS_EXHAUSTED', genesysCalls: 3 },
    });
  });

  it('ends a notification whose last refusal was never explained', async () => {
    const stage = await stageWith(refused, refused);
    await run(stage);
    await run(stage);

    expect(await run(stage)).toMatchObject({ conclusion: { reason: 'CHANNELS_EXHAUSTED' } });
    expect(stage.conversations.calls.channelled).toHaveLength(2);
  });

  it('takes a conflict on a channel for a refusal', async () => {
    const stage = await stageWith({ kind: 'conflict', refusal: aRefusal() });

    expect(await run(stage)).toMatchObject({ kind: 'fallback' });
  });

  it('keeps to the channel when Genesys took nothing for now', async () => {
    const stage = await stageWith(
      { kind: 'unavailable', cause: 'HTTP_429', retryAfterSeconds: 3 },
      { kind: 'accepted' },
    );

    expect(await run(stage)).toMatchObject({ kind: 'later' });
    await run(stage);
    expect(tried(stage)).toEqual(['sms', 'sms']);
  });

  it.each(['park', 'resend'] as const)(
    'never tries the next channel after a lost answer, nor the same again, under %s',
    async (whenInDoubt) => {
      const policy = aPolicy({ whenClosed: 'fallback', whenInDoubt });
      const stage = await sendStage({ sends: [lost] }, { policy, channels });

      expect(await run(stage)).toMatchObject({ kind: 'doubt' });
      expect(await run(stage)).toMatchObject({ kind: 'doubt' });
      stage.clock.advance(SETTLE_MS);
      expect(await reconcile(stage.deps)({ notificationKey: KEY })).toMatchObject({
        conclusion: { outcome: 'PARKED', reason: 'ANSWER_LOST', channel: 'sms' },
      });
      expect(tried(stage)).toEqual(['sms']);
    },
  );

  it('writes ahead over which channel it is about to leave', async () => {
    const stage = await stageWith(new Error('killed'));

    await expect(run(stage)).rejects.toThrow('killed');

    expect(await stage.ledger.fetchSlot(stage.intent.recipientRef)).toMatchObject({
      phase: 'SENDING',
      channel: 'sms',
    });
  });

  it('says nothing when somebody concluded it meanwhile', async () => {
    const stage = await stageWith(refused);
    const deps = { ...stage.deps, ledger: { ...stage.ledger, passChannel: async () => false } };

    expect(await sendByChannel(deps)(anAttempt(), plenty)).toEqual({ kind: 'nothing' });
  });
});
