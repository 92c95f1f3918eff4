import { postMessage } from '../../../lambda/steps/post-message';
import { NEXT_LOOK_MS } from '../../../lambda/contract/timeouts';
import { aConclusion, anAttempt, aPolicy, aRefusal, KEY, keyOf } from '../../support/builders';
import { NOON_MS } from '../../support/fixed-clock';
import { recorded } from '../../support/recorded';
import { noteTimes, plenty, sendStage, slotOf } from '../../support/send-stage';

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
      'prepare',
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

  it('puts the reference under the text where the policy wants it', async () => {
    const policy = aPolicy({ reference: 'append' });
    const stage = await sendStage({ sends: [accepted] }, { policy });

    await postMessage(stage.deps)(anAttempt(), plenty);

    expect(stage.conversations.calls.sent).toMatchObject([
      { text: 'Your order is late.\nRef AAAAAAA' },
    ]);
  });

  it('writes ahead when it sends, and into which conversation', async () => {
    const stage = await sendStage({ sends: [unknown] });
    stage.clock.advance(1_234);

    await postMessage(stage.deps)(anAttempt(), plenty);

    expect(await stage.ledger.fetchSlot(stage.intent.recipientRef)).toMatchObject({
      sentAtMs: NOON_MS + 1_234,
      conversationId: 'conversation-1',
    });
  });

  it('concludes with the message and the conversation, and frees the recipient', async () => {
    const stage = await sendStage({ sends: [{ ...accepted, correlationId: 'correlation-1' }] });

    const output = await postMessage(stage.deps)(anAttempt(), plenty);

    expect(output).toMatchObject({
      kind: 'concluded',
      detailType: 'NotificationSent',
      mustBeHeard: false,
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
    const note = { notificationKey: KEY, kind: 'attempt', dueAtMs: NOON_MS } as const;
    await stage.ledger.noteAttempt({ ...note, decisions: [decided] });

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

  it('has a fourth conflict explained like a refusal, and frees the recipient', async () => {
    const stage = await sendStage({ sends: [conflict] });
    await noteTimes(stage, 'conflict', 3);

    const output = await postMessage(stage.deps)(anAttempt(), plenty);

    expect(output).toMatchObject({ kind: 'refused', refusal: { code: 'active.conversation' } });
    expect(await slotOf(stage)).toBe('free');
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

  it('tells the outcome of a notification that is concluded, and sends nothing', async () => {
    const stage = await sendStage();
    await stage.ledger.conclude(aConclusion(), []);

    const output = await postMessage(stage.deps)(anAttempt(), plenty);

    expect(output).toMatchObject({ kind: 'concluded', conclusion: aConclusion() });
    expect(stage.posts()).toBe(0);
  });

  it('leaves a long wait of Genesys to the sweeper, and frees the recipient', async () => {
    const stage = await sendStage({ sends: [{ ...unavailable, retryAfterSeconds: 180 }] });

    const output = await postMessage(stage.deps)(anAttempt(), plenty);

    expect(output).toEqual({ kind: 'nothing' });
    expect(stage.ledger.dueAtMs(KEY)).toBe(NOON_MS + 180_000);
    expect(await slotOf(stage)).toBe('free');
  });

  it.each([unknown, conflict])(
    'has the sweeper look in case nobody goes on: %p',
    async (answer) => {
      const stage = await sendStage({ sends: [answer] });
      stage.clock.advance(1_000);

      await postMessage(stage.deps)(anAttempt(), plenty);

      expect(stage.ledger.dueAtMs(KEY)).toBe(NOON_MS + 1_000 + NEXT_LOOK_MS);
    },
  );

  it('does nothing when the notification is unknown', async () => {
    const stage = await sendStage();

    const output = await postMessage(stage.deps)(
      anAttempt({ notificationKey: keyOf('Z') }),
      plenty,
    );

    expect(output).toEqual({ kind: 'nothing' });
  });
});
