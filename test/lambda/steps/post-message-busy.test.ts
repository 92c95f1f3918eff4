import { postMessage } from '../../../lambda/steps/post-message';
import { anAttempt, KEY, keyOf } from '../../support/builders';
import { noteTimes, occupy, plenty, sendStage, slotOf } from '../../support/send-stage';

const accepted = {
  kind: 'accepted',
  conversationId: 'conversation-1',
  messageId: 'message-1',
} as const;

describe('postMessage to a busy recipient', () => {
  it('never sends again what an earlier run left in SENDING, however long ago', async () => {
    const stage = await sendStage();
    await occupy(stage, { notificationKey: KEY, phase: 'SENDING' });
    stage.clock.advance(1_000_000_000);

    const output = await postMessage(stage.deps)(anAttempt(), plenty);

    expect(output).toEqual({ kind: 'doubt', notificationKey: KEY });
    expect(stage.posts()).toBe(0);
    expect(await slotOf(stage)).toBe('SENDING');
  });

  it('waits, and counts no attempt, while another run of it is between claim and write-ahead', async () => {
    const stage = await sendStage();
    await noteTimes(stage, 'attempt', 5);
    await occupy(stage, { notificationKey: KEY });

    const output = await postMessage(stage.deps)(anAttempt(), plenty);

    expect(output).toEqual({ kind: 'later', notificationKey: KEY, waitSeconds: 30 });
    expect(stage.ledger.notifications()).toMatchObject([{ kind: 'waiting', attempts: 5 }]);
    expect(stage.posts()).toBe(0);
  });

  it('is sent after a run of it that died between claim and write-ahead, once the lease is over', async () => {
    const stage = await sendStage({ sends: [accepted] });
    await occupy(stage, { notificationKey: KEY });
    let output = await postMessage(stage.deps)(anAttempt(), plenty);

    for (let rounds = 0; output.kind === 'later' && rounds < 10; rounds += 1) {
      stage.clock.advance(output.waitSeconds * 1000);
      output = await postMessage(stage.deps)(anAttempt(), plenty);
    }

    expect(output).toMatchObject({ conclusion: { outcome: 'SENT' } });
  });

  it.each([undefined, 'SENDING'] as const)(
    'waits while another notification holds the recipient (%s)',
    async (phase) => {
      const stage = await sendStage();
      await occupy(stage, { notificationKey: keyOf('B'), phase });

      const output = await postMessage(stage.deps)(anAttempt(), plenty);

      expect(output).toMatchObject({ kind: 'later', waitSeconds: 2 });
      expect(stage.posts()).toBe(0);
    },
  );

  it('takes over from a run that died before it wrote ahead', async () => {
    const stage = await sendStage({ sends: [accepted] });
    await occupy(stage, { notificationKey: keyOf('B') });
    stage.clock.advance(stage.deps.leaseMs + 1);

    const output = await postMessage(stage.deps)(anAttempt(), plenty);

    expect(output.kind).toBe('concluded');
  });
});
