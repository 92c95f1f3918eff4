import * as v from 'valibot';
import { demandScope } from '../api/access';
import { ok, type Answer, type Call, type Operation } from '../api/operation';
import { parseBody } from '../api/parse-body';
import { badRequest, notFound } from '../api/refusal';
import { isLive, type Conversation } from '../model/conversation';
import { startConversation } from '../model/conversation-lifecycle';
import { findLiveConversationOfContact } from '../model/conversation-lookup';
import { sendInto, speakInto, threadTextSchema, toSentAnswer } from './thread-messages';
import { conversationConflict, demandMaskedScope } from './thread-scopes';
import { resumeWebchat } from './webchat-resume';

const required = v.pipe(v.string(), v.minLength(1));

const creationSchema = v.object({
  webchatSessionId: required,
  contactId: required,
  from: v.object({ id: required }),
  text: required,
});

const conversationOfSession = (call: Call, webchatSessionId: string): Conversation | undefined =>
  [...call.platform.conversations.values()].findLast(
    (conversation) => conversation.webchatSessionId === webchatSessionId,
  );

const startWebchat = (call: Call, contactId: string, deploymentId?: string): Conversation => {
  const { platform } = call;
  const [anyDeployment] = platform.deployments.keys();
  const chosen = deploymentId ?? anyDeployment;
  if (chosen === undefined) throw notFound('deployment', 'default');
  return startConversation(platform, {
    channel: 'webmessaging',
    deploymentId: chosen,
    recipient: contactId,
    direction: 'outbound',
  });
};

const demandContact = (call: Call, contactId: string): void => {
  if (!call.platform.contacts.has(contactId)) throw notFound('contact', contactId);
};

/** The asker's creation call: it starts a conversation, and only that. A live one makes it a conflict. */
const createConversation = (call: Call): Answer => {
  if (call.platform.settings.threadCreationNeedsScope) {
    demandMaskedScope(call, 'messaging:conversation:write');
  }
  const request = parseBody(creationSchema, call.body);
  demandContact(call, request.contactId);
  if (findLiveConversationOfContact(call.platform, request.contactId) !== undefined) {
    throw conversationConflict();
  }
  const previous = conversationOfSession(call, request.webchatSessionId);
  const conversation = startWebchat(call, request.contactId, previous?.deploymentId);
  const sent = toSentAnswer(conversation, speakInto(call, conversation, request));
  return ok(Object.assign({ webchatSessionId: conversation.webchatSessionId }, sent.body));
};

const sendToContact = (call: Call): Answer => {
  demandScope(call.client, 'messaging:contact:write');
  const text = parseBody(threadTextSchema, call.body);
  const contactId = call.params.contactId ?? '';
  demandContact(call, contactId);
  const conversation =
    findLiveConversationOfContact(call.platform, contactId) ?? startWebchat(call, contactId);
  return toSentAnswer(conversation, speakInto(call, conversation, text));
};

const readStatus = (call: Call): Answer => {
  const id = call.params.conversationId ?? '';
  const conversation = call.platform.conversations.get(id);
  if (conversation === undefined) throw notFound('conversation', id);
  return ok({
    id,
    status: isLive(conversation) ? 'active' : 'closed',
    contactId: conversation.recipient,
    ...(conversation.webchatSessionId === undefined
      ? {}
      : { webchatSessionId: conversation.webchatSessionId }),
    deploymentId: conversation.deploymentId,
    startTime: new Date(conversation.startTime).toISOString(),
    ...(conversation.endTime === undefined
      ? {}
      : { endTime: new Date(conversation.endTime).toISOString() }),
  });
};

const sendToConversation = (call: Call): Answer => {
  demandMaskedScope(call, 'messaging:conversation:write');
  const text = parseBody(threadTextSchema, call.body);
  return sendInto(call, call.params.conversationId ?? '', text);
};

const demandHeader = (call: Call, name: string, expected?: string): void => {
  const found = call.headers[name];
  const accepted =
    expected === undefined ? found !== undefined && found !== '' : found === expected;
  if (!accepted) {
    throw badRequest('bad.request', `Header ${name} must be ${expected ?? 'present'}.`);
  }
};

const resume = (call: Call): Answer => {
  demandMaskedScope(call, 'webchat:write');
  demandHeader(call, 'x-genesys-client-id');
  demandHeader(call, 'x-genesys-client-version', '2.0');
  return resumeWebchat(call);
};

/** The paths of the forum thread, letter by letter; the published API has none of them. */
export const threadOperations: readonly Operation[] = [
  {
    method: 'POST',
    path: '/api/v2/conversations/webchat/messages',
    handle: createConversation,
  },
  {
    method: 'POST',
    path: '/api/v2/conversations/messaging/contacts/:contactId/messages',
    handle: sendToContact,
  },
  { method: 'POST', path: '/api/v2/conversations/webchat', handle: resume },
  {
    method: 'GET',
    path: '/api/v2/conversations/messaging/:conversationId',
    handle: readStatus,
  },
  {
    method: 'POST',
    path: '/api/v2/conversations/messaging/:conversationId/messages',
    handle: sendToConversation,
  },
];
