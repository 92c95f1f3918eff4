import * as v from 'valibot';
import type { Conversation, Message } from '../model/conversation';
import { connectedAgentLeg } from '../model/agents';
import { messageLimitReached, sendOutbound } from '../model/outbound-messages';
import { anyOf } from './access';
import { demandMessageConversation } from './conversation-operations';
import { toMessageData } from './message-json';
import { ok, type Answer, type Call, type Operation } from './operation';
import { parseBody } from './parse-body';
import { badRequest, notFound } from './refusal';

const viewPermission = anyOf('conversation:message:view', 'conversation:webmessaging:view');
const sendPermission = anyOf('conversation:message:create', 'conversation:webmessaging:create');

const normalizedOnly = ({ query }: Call): boolean => query.useNormalizedMessage === 'true';

const findMessage = (conversation: Conversation, id: string): Message | undefined =>
  conversation.messages.find((message) => message.id === id);

/** Finds the conversation by a message id, which is all that the guest's side knows. */
const readDetails = (call: Call): Answer => {
  const id = call.params.id ?? '';
  for (const conversation of call.platform.conversations.values()) {
    const message = findMessage(conversation, id);
    if (message !== undefined)
      return ok(toMessageData(conversation, message, normalizedOnly(call)));
  }
  throw notFound('message', id);
};

const readMessage = (call: Call): Answer => {
  const conversation = demandMessageConversation(call);
  const id = call.params.messageId ?? '';
  const message = findMessage(conversation, id);
  if (message === undefined) throw notFound('message', id);
  return ok(toMessageData(conversation, message, normalizedOnly(call)));
};

const bulkSchema = v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(1000));

const readMessages = (call: Call): Answer => {
  const ids = parseBody(bulkSchema, call.body);
  const conversation = demandMessageConversation(call);
  const entities = conversation.messages
    .filter(({ id }) => ids.includes(id))
    .map((message) => toMessageData(conversation, message, normalizedOnly(call)));
  return ok({ entities });
};

const demandClientAllowed = ({ platform, token }: Call): void => {
  if (token.userId === undefined && !platform.settings.clientCredentialsMaySendOnCommunication) {
    throw badRequest('not.a.user', 'This request requires a user.');
  }
};

/** The communication must be an agent's own connected leg; the customer's or a closed one is not found. */
const demandAgentLeg = (call: Call): Conversation => {
  const conversation = demandMessageConversation(call);
  const leg = connectedAgentLeg(conversation);
  const communicationId = call.params.communicationId ?? '';
  const known = conversation.participants.some(({ communications }) =>
    communications.some(({ id }) => id === communicationId),
  );
  if (!known) throw notFound('communication', communicationId);
  if (leg?.communication.id !== communicationId) {
    throw badRequest('not.found', `No connected agent communication ${communicationId}`);
  }
  return conversation;
};

const sendSchema = v.object({ textBody: v.pipe(v.string(), v.minLength(1)) });

const sendOnCommunication = (call: Call): Answer => {
  demandClientAllowed(call);
  const { textBody } = parseBody(sendSchema, call.body);
  const conversation = demandAgentLeg(call);
  const { platform, token, client } = call;
  if (textBody.length > platform.settings.webmessagingTextLimit) {
    throw badRequest('max.length.exceeded', 'The message text is too long.');
  }
  if (messageLimitReached(platform, conversation)) {
    throw badRequest(
      'conversation.message.limit.exceeded',
      'The conversation has reached its maximum number of messages.',
    );
  }
  const message = sendOutbound(platform, conversation, {
    text: textBody,
    from: { kind: 'agent', id: token.userId ?? client.id },
    originatingEntity: 'Human',
    communicationId: call.params.communicationId ?? '',
  });
  return ok(toMessageData(conversation, message, normalizedOnly(call)));
};

const showTyping = (call: Call): Answer => {
  demandClientAllowed(call);
  demandAgentLeg(call);
  return { status: 204 };
};

const conversationPath = '/api/v2/conversations/messages/:id';
const communicationPath = `${conversationPath}/communications/:communicationId`;

export const messageOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: `${conversationPath}/details`,
    permissions: viewPermission,
    handle: readDetails,
  },
  {
    method: 'GET',
    path: `${conversationPath}/messages/:messageId`,
    permissions: viewPermission,
    handle: readMessage,
  },
  {
    method: 'POST',
    path: `${conversationPath}/messages/bulk`,
    permissions: viewPermission,
    handle: readMessages,
  },
  {
    method: 'POST',
    path: `${communicationPath}/messages`,
    permissions: sendPermission,
    handle: sendOnCommunication,
  },
  {
    method: 'POST',
    path: `${communicationPath}/typing`,
    permissions: sendPermission,
    handle: showTyping,
  },
];
