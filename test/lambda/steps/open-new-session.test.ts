import { openNewSession } from '../../../lambda/steps/open-new-session';
import { anAttempt, aRefusal, KEY } from '../../support/builders';
import { NOON_MS } from '../../support/fixed-clock';
import { plenty, sendStage, slotOf } from '../../support/send-stage';

const attempt = anAttempt({ route: { deploymentId: 'deployment-1' } });

describe('openNewSession', () => {
  it('starts a conversation and names the one that Genesys chose', async () => {
    const answer = { kind: 'accepted', conversationId: 'conversation-9' } as const;
    const stage = await sendStage({ sends: [answer] });

    const output = await openNewSession(stage.deps)(attempt, plenty);

    expect(output).toMatchObject({
      conclusion: {
        outcome: 'SENT',
        reason: 'DELIVERED_TO_NEW',
        conversationId: 'conversation-9',
      },
    });
    expect(stage.conversations.calls).toMatchObject({
      started: [{ deploymentId: 'deployment-1' }],
    });
    expect(stage.conversations.calls.sent).toEqual([]);
  });

  it('is sent, though nobody knows where, when Genesys accepts without a body', async () => {
    const stage = await sendStage({ sends: [{ kind: 'accepted' }] });

    const output = await openNewSession(stage.deps)(attempt, plenty);

    expect(output).toMatchObject({ conclusion: { outcome: 'SENT', reason: 'DELIVERED_TO_NEW' } });
    expect(output).not.toHaveProperty('conclusion.messageId', expect.anything());
  });

  it('goes back to the bus when a conversation came to life meanwhile', async () => {
    const refusal = aRefusal({ code: 'active.conversation' });
    const stage = await sendStage({ sends: [{ kind: 'conflict', refusal }] });

    const output = await openNewSession(stage.deps)(attempt, plenty);

    expect(output).toEqual({ kind: 'conflict', notificationKey: KEY, conflict: 1 });
  });

  it('leaves the slot in SENDING when the answer is lost', async () => {
    const stage = await sendStage({ sends: [{ kind: 'unknown', cause: 'HTTP_503' }] });

    const output = await openNewSession(stage.deps)(attempt, plenty);

    expect(output.kind).toBe('doubt');
    expect(await slotOf(stage)).toBe('SENDING');
  });

  it('writes ahead no conversation, because Genesys chooses it: a lost answer leaves nowhere to look', async () => {
    const stage = await sendStage({ sends: [{ kind: 'unknown', cause: 'HTTP_503' }] });

    await openNewSession(stage.deps)(anAttempt(), plenty);

    const slot = await stage.ledger.fetchSlot(stage.intent.recipientRef);
    expect(slot).toMatchObject({ phase: 'SENDING', sentAtMs: NOON_MS });
    expect(slot).not.toHaveProperty('conversationId');
  });
});
