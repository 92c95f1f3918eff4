import { postMessage } from '../../../lambda/steps/post-message';
import { anAttempt, aRefusal, KEY, keyOf } from '../../support/builders';
import { recorded } from '../../support/recorded';
import { noteTimes, occupy, plenty, sendStage, slotOf } from '../../support/send-stage';

const accepted = {
  kind: 'accepted',
  conversationId: 'conversation-1',
  messageId: 'message-1',
} as const;
const conflict = { kind: 'conflict', refusal: aRefusal({ code: 'active.conversation' }) } as const;
const unavailable = { kind: 'unavailable', cause: 'HTTP_429', retryAfterSeconds: 7 } as const;
const unknown = { kind: 'unknown', cause: 'DEADLINE' } as const;

describe('postMessage', () => {
  it('claims, looks again, writes ahead, sends, concludes and releases, in this order', async () => {
    const stage = await sendStage({ sends: [accepted] });
    const order: string[] = [];
    const tell = (verb: string) => order.push(verb);
    const { ledger, conversations } = stage.deps;

    await postMessage({
      ...stage.deps,
      ledger: recorded(ledger, tell),
      conversations: recorded(conversations, tell),
    })(anAttempt(), plenty);

    expect(order).toEqual([
      'fetchNotification',
      'claimSlot',
      'fetchNotification',
      'writeAhead',
      'sendIntoConversation',
      'conclude',
      'releaseSlot',
    ]);
  });

  it('sends the text to the contact, over the route it was given', async () => {
    const stage = await sendStage({ sends: [accepted] }, { senderId: 'bot-1' });

    await postMessage(stage.deps)(anAttempt(), plenty);

    expect(stage.conversations.calls.sent).toEqual([
      {
        contactId: 'contact-1',
        text: 'Your order is late.',
        senderId: 'bot-1',
        conversationId: 'conversation-1',
        deploymentId: 'deployment-1',
      },
    ]);
  });

  it('concludes with the message and the conversation, and frees the recipient', async () => {
    const stage = await sendStage({ sends: [{ ...accepted, correlationId: 'correlation-1' }] });

    const output = await postMessage(stage.deps)(anAttempt(), plenty);

    expect(output).toMatchObject({
      kind: 'concluded',
      detailType: 'NotificationSent',
      conclusion: {
        notificationKey: KEY,
        outcome: 'SENT',
        reason: 'DELIVERED_TO_EXISTING',
        conversationId: 'conversation-1',
        messageId: 'message-1',
        correlationId: 'correlation-1',
        genesysCalls: 1,
      },
    });
    expect(await slotOf(stage)).toBe('free');
  });

  it('says so when Genesys chose another conversation', async () => {
    const elsewhere = { ...accepted, conversationId: 'conversation-2' };
    const stage = await sendStage({ sends: [elsewhere] });

    const output = await postMessage(stage.deps)(anAttempt(), plenty);

    expect(output).toMatchObject({
      conclusion: { reason: 'DELIVERED_ELSEWHERE', conversationId: 'conversation-2' },
    });
  });

  it('takes an acceptance without a body for delivered where preflight looked', async () => {
    const stage = await sendStage({ sends: [{ kind: 'accepted' }] });

    const output = await postMessage(stage.deps)(anAttempt(), plenty);

    expect(output).toMatchObject({
      conclusion: { reason: 'DELIVERED_TO_EXISTING', conversationId: 'conversation-1' },
    });
  });

  it('adds up the calls of every step and every attempt', async () => {
    const stage = await sendStage({ sends: [{ ...accepted, calls: 2 }] });
    const at = new Date(0).toISOString();
    const decided = { at, step: 'Preflight conversation', decision: 'active', genesysCalls: 1 };
    await stage.ledger.noteAttempt(KEY, 'attempt', [decided]);

    const output = await postMessage(stage.deps)(anAttempt({ decisions: [decided] }), plenty);

    expect(output).toMatchObject({ conclusion: { genesysCalls: 4 } });
  });

  it('passes a refusal on and frees the recipient', async () => {
    const refusal = aRefusal({ status: 403, code: 'missing.permissions' });
    const stage = await sendStage({ sends: [{ kind: 'refused', refusal }] });

    const output = await postMessage(stage.deps)(anAttempt(), plenty);

    expect(output).toMatchObject({ kind: 'refused', notificationKey: KEY, refusal });
    expect(await slotOf(stage)).toBe('free');
  });

  it.each([1, 2, 3])('sends conflict %i back to the bus with its number', async (number) => {
    const stage = await sendStage({ sends: [conflict] });
    await noteTimes(stage, 'conflict', number - 1);

    const output = await postMessage(stage.deps)(anAttempt(), plenty);

    expect(output).toEqual({ kind: 'conflict', notificationKey: KEY, conflict: number });
    expect(await slotOf(stage)).toBe('free');
  });

  it('parks a notification that meets a fourth conflict', async () => {
    const stage = await sendStage({ sends: [conflict] });
    await noteTimes(stage, 'conflict', 3);

    const output = await postMessage(stage.deps)(anAttempt(), plenty);

    expect(output).toMatchObject({ conclusion: { outcome: 'PARKED', reason: 'CONFLICT_LOOP' } });
  });

  it('tries later, as late as Genesys says, when Genesys cannot take it now', async () => {
    const stage = await sendStage({ sends: [unavailable] });

    const output = await postMessage(stage.deps)(anAttempt(), plenty);

    expect(output).toEqual({ kind: 'later', notificationKey: KEY, waitSeconds: 7 });
    expect(await slotOf(stage)).toBe('free');
  });

  it('leaves the slot in SENDING when nobody knows what became of the message', async () => {
    const stage = await sendStage({ sends: [unknown] });

    const output = await postMessage(stage.deps)(anAttempt(), plenty);

    expect(output).toEqual({ kind: 'doubt', notificationKey: KEY });
    expect(await slotOf(stage)).toBe('SENDING');
  });

  it('leaves the slot in SENDING when the send itself breaks', async () => {
    const stage = await sendStage({ sends: [new Error('out of memory')] });

    await expect(postMessage(stage.deps)(anAttempt(), plenty)).rejects.toThrow('out of memory');

    expect(await slotOf(stage)).toBe('SENDING');
  });

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

  it('does nothing when the notification is unknown', async () => {
    const stage = await sendStage();

    const output = await postMessage(stage.deps)(
      anAttempt({ notificationKey: keyOf('Z') }),
      plenty,
    );

    expect(output).toEqual({ kind: 'nothing' });
  });
});
