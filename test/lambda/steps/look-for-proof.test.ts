import { lookForProof } from '../../../lambda/steps/look-for-proof';
import type { HeldSlot, MessagesAnswer } from '../../../lambda/domain/ports';
import { anIntent, aPolicy, KEY } from '../../support/builders';
import { NOON_MS } from '../../support/fixed-clock';
import { outbound } from '../../support/in-doubt';
import { scriptedConversations } from '../../support/scripted-conversations';

const empty: MessagesAnswer = { kind: 'listed', messages: [] };
const ours = outbound('Your order is late.');
const unreadable: MessagesAnswer = { kind: 'unreadable', cause: 'HTTP_500' };

const slot = (fields: Partial<HeldSlot> = {}): HeldSlot => ({
  kind: 'held',
  phase: 'SENDING',
  ticket: { recipientRef: 'recipient', notificationKey: KEY, owner: 'owner', epoch: 1 },
  sentAtMs: NOON_MS,
  conversationId: 'conversation-1',
  ...fields,
});

const look = async (lists: readonly (MessagesAnswer | Error)[], intent = anIntent()) => {
  const slept: number[] = [];
  const conversations = scriptedConversations({ lists });
  const found = await lookForProof(
    { conversations, sleep: async (ms) => void slept.push(ms) },
    intent,
    slot(),
  );
  return { found, slept, listed: conversations.calls.listed };
};

describe('lookForProof', () => {
  it('is content with the first look that shows the message', async () => {
    expect(await look([ours])).toEqual({
      found: { kind: 'weak', messageId: 'message-1', calls: 1 },
      slept: [],
      listed: ['conversation-1'],
    });
  });

  it('finds in the second look what a stale list did not show yet', async () => {
    expect(await look([empty, ours])).toEqual({
      found: { kind: 'weak', messageId: 'message-1', calls: 2 },
      slept: [2_000],
      listed: ['conversation-1', 'conversation-1'],
    });
  });

  it('takes for absent only what two looks did not show', async () => {
    expect((await look([empty, empty])).found).toEqual({ kind: 'absent', calls: 2 });
  });

  it.each<[string, readonly MessagesAnswer[]]>([
    ['first', [unreadable]],
    ['second', [empty, unreadable]],
  ])('never takes an error for absence: the %s look', async (_, lists) => {
    expect((await look(lists)).found).toMatchObject({
      kind: 'unreadable',
      cause: 'HTTP_500',
      isFinal: false,
      calls: lists.length,
    });
  });

  it('never takes for absent what an incomplete list may hide', async () => {
    const partial: MessagesAnswer = { kind: 'listed', messages: [], isPartial: true };

    expect((await look([partial])).found).toMatchObject({
      kind: 'unreadable',
      cause: 'LIST_INCOMPLETE',
      isFinal: false,
    });
  });

  it('is content with an incomplete list that shows the message', async () => {
    const partial = { ...ours, isPartial: true };

    expect((await look([partial])).found.kind).toBe('weak');
  });

  it('passes on a fault of its own', async () => {
    await expect(look([new Error('a bug')])).rejects.toThrow('a bug');
  });

  it('knows that no later look sees more in a dialect without a list', async () => {
    const none: MessagesAnswer = { kind: 'unreadable', cause: 'NO_MESSAGE_LIST' };

    expect((await look([none])).found).toMatchObject({ kind: 'unreadable', isFinal: true });
  });

  it('knows that no later look sees more when the conversation is unknown, and asks nobody', async () => {
    const conversations = scriptedConversations();
    const deps = { conversations, sleep: async () => undefined };

    const found = await lookForProof(deps, anIntent(), slot({ conversationId: undefined }));

    expect(found).toEqual({
      kind: 'unreadable',
      cause: 'CONVERSATION_UNKNOWN',
      isFinal: true,
      calls: 0,
    });
  });

  it('looks for the reference where the message carried one, and for nothing less', async () => {
    const intent = anIntent({ policy: aPolicy({ reference: 'append' }) });

    const withReference = await look([outbound('Your order is late.\nRef AAAAAAA')], intent);
    const without = await look([ours, ours], intent);

    expect([withReference.found.kind, without.found.kind]).toEqual(['exact', 'absent']);
  });
});
