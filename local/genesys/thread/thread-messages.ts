import * as v from 'valibot';
import type { Answer, Call } from '../api/operation';
import { badRequest, notFound } from '../api/refusal';
import { isLive, type Conversation, type Message } from '../model/conversation';
import { messageLimitReached, speakAsApi } from '../model/outbound-messages';

const required = v.pipe(v.string(), v.minLength(1));

/** The payload of the thread's continuing calls. */
export const threadTextSchema = v.object({
  text: required,
  from: v.optional(v.object({ id: required })),
  type: v.optional(v.literal('message')),
});
export type ThreadText = v.InferOutput<typeof threadTextSchema>;

export const speakInto = (call: Call, conversation: Conversation, text: ThreadText): Message => {
  const { platform, client } = call;
  if (text.text.length > platform.settings.webmessagingTextLimit) {
    throw badRequest('max.length.exceeded', 'The text is too long.');
  }
  if (messageLimitReached(platform, conversation)) {
    throw badRequest(
      'conversation.message.limit.exceeded',
      'The conversation has reached its maximum number of messages.',
    );
  }
  return speakAsApi(platform, conversation, {
    text: text.text,
    senderId: text.from?.id ?? client.id,
    originatingEntity: 'Bot',
  });
};

export const toSentAnswer = (conversation: Conversation, message: Message): Answer => ({
  status: 200,
  body: {
    id: message.id,
    conversationId: conversation.id,
    status: 'sent',
    timestamp: new Date(message.time).toISOString(),
  },
});

/** A closed conversation is no conflict: its error is a 400 that cannot be mistaken for one. */
export const sendInto = (call: Call, conversationId: string, text: ThreadText): Answer => {
  const conversation = call.platform.conversations.get(conversationId);
  if (conversation === undefined) throw notFound('conversation', conversationId);
  if (!isLive(conversation)) {
    throw badRequest('conversation.closed', `The conversation ${conversationId} is closed.`);
  }
  return toSentAnswer(conversation, speakInto(call, conversation, text));
};
