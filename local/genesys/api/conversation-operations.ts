import * as v from 'valibot';
import { toAttributes } from '../events/detail-events';
import type { Conversation } from '../model/conversation';
import { endConversation } from '../model/conversation-lifecycle';
import { allOf, anyOf, demandDivision } from './access';
import { toConversation, toMessageConversation } from './conversation-json';
import { ok, type Answer, type Call, type Operation } from './operation';
import { parseBody } from './parse-body';
import { badRequest, notFound, Refusal } from './refusal';

const viewPermission = anyOf('conversation:communication:view');
const disconnectPermission = anyOf('conversation:communication:disconnect');

export const demandConversation = ({ platform }: Call, id: string | undefined): Conversation => {
  const conversation = platform.conversations.get(id ?? '');
  if (conversation === undefined) throw notFound('conversation', id ?? '');
  return conversation;
};

const readConversation = (call: Call): Answer => {
  const conversation = demandConversation(call, call.params.id);
  demandDivision(call.client, viewPermission, conversation.divisionId);
  return ok(toConversation(conversation, call.platform.settings.messagesListedUnder));
};

export const demandMessageConversation = (call: Call): Conversation => {
  const id = call.params.id ?? '';
  const conversation = call.platform.conversations.get(id);
  if (conversation !== undefined) return conversation;
  throw new Refusal({
    status: 404,
    code: 'conversation.error.conversation.not.found',
    message: `Conversation not found: ${id}`,
    entityId: id,
    entityName: 'conversation',
  });
};

export const flattened = ({ platform }: Call, conversation: Conversation): Answer =>
  ok(toMessageConversation(conversation, platform.settings.messagesListedUnder));

/** Only a person has conversations of its own. */
const listOwnConversations = ({ platform, token }: Call): Answer => {
  const { userId } = token;
  if (userId === undefined) throw badRequest('not.a.user', 'This request requires a user.');
  const own = [...platform.conversations.values()].filter((conversation) =>
    conversation.participants.some((each) => each.userId === userId && each.endTime === undefined),
  );
  return ok({
    entities: own.map((each) => toMessageConversation(each, platform.settings.messagesListedUnder)),
  });
};

const disconnect = (call: Call): Answer => {
  const conversation = demandConversation(call, call.params.id);
  demandDivision(call.client, disconnectPermission, conversation.divisionId);
  endConversation(call.platform, conversation, 'system');
  return { status: 202 };
};

const stateSchema = v.object({ state: v.optional(v.literal('disconnected')) });

const changeState = (call: Call): Answer => {
  const { state } = parseBody(stateSchema, call.body);
  const conversation = demandMessageConversation(call);
  if (state === 'disconnected') endConversation(call.platform, conversation, 'system');
  return flattened(call, conversation);
};

const attributesSchema = v.object({ attributes: v.record(v.string(), v.string()) });

const changeAttributes = (call: Call): Answer => {
  const { attributes } = parseBody(attributesSchema, call.body);
  const conversation = demandMessageConversation(call);
  const participantId = call.params.participantId ?? '';
  const participant = conversation.participants.find(({ id }) => id === participantId);
  if (participant === undefined) throw notFound('participant', participantId);
  Object.assign(participant.attributes, attributes);
  const { listeners, clock } = call.platform;
  listeners.announced(toAttributes(conversation, participant, clock.now()));
  return { status: 202 };
};

const channels = ['webmessaging', 'open', 'whatsapp', 'sms', 'facebook', 'instagram'];

const readThreadingTimeline = ({ platform }: Call): Answer => {
  const minutes = platform.settings.threadingWindowMinutes;
  return ok({
    settings: channels.map((messengerType) => ({ messengerType, timeoutInMinutes: minutes })),
    defaultTimeoutMinutes: 4320,
  });
};

export const conversationOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/api/v2/conversations/:id',
    permissions: viewPermission,
    handle: readConversation,
  },
  {
    method: 'POST',
    path: '/api/v2/conversations/:id/disconnect',
    permissions: disconnectPermission,
    handle: disconnect,
  },
  { method: 'GET', path: '/api/v2/conversations/messages', handle: listOwnConversations },
  {
    method: 'GET',
    path: '/api/v2/conversations/messages/:id',
    handle: (call) => flattened(call, demandMessageConversation(call)),
  },
  {
    method: 'PATCH',
    path: '/api/v2/conversations/messages/:id',
    permissions: disconnectPermission,
    handle: changeState,
  },
  {
    method: 'PATCH',
    path: '/api/v2/conversations/messages/:id/participants/:participantId/attributes',
    handle: changeAttributes,
  },
  {
    method: 'GET',
    path: '/api/v2/conversations/messaging/threadingtimeline',
    permissions: allOf('conversation:threadingTimeline:view'),
    handle: readThreadingTimeline,
  },
];
