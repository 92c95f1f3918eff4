import {
  enterAgentlessPlace,
  findAgentlessPlace,
  leaveAgentlessPlace,
  speakAgentless,
} from '../model/agentless';
import type { Conversation, Message } from '../model/conversation';
import type { Destination } from '../model/conversation-lookup';
import { messageLimitReached } from '../model/outbound-messages';
import { allOf, demandDivision } from './access';
import { agentlessSchema, type AgentlessRequest } from './agentless-request';
import { demandAddressee, demandText } from './agentless-rules';
import { toIsoTime, toMessageData } from './message-json';
import type { Answer, Call, Operation } from './operation';
import { parseBody } from './parse-body';
import { badRequest, conflict } from './refusal';

const sendPermission = allOf('conversation:message:create');

const demandWithinUsage = ({ platform }: Call): void => {
  const cap = platform.settings.outboundUsageCap;
  if (cap === null || platform.counters.agentlessMessages < cap) return;
  throw conflict(
    'organization.outbound.usage.limit.exceeded',
    'The organization has exceeded its outbound usage limit.',
  );
};

/** Only reading a conversation is documented as division-aware; whether sending is too is a setting. */
const demandSendingDivision = ({ platform, client }: Call, destination: Destination): void => {
  if (!platform.settings.agentlessChecksDivision) return;
  const deployment = platform.deployments.get(destination.deploymentId);
  demandDivision(client, sendPermission, deployment?.divisionId ?? platform.homeDivisionId);
};

const refusalMessages = {
  'active.conversation':
    'An active conversation exists. Set useExistingActiveConversation to send the message into it.',
  'existing.conversation':
    'A conversation exists within the messaging threading window for this recipient.',
} as const;

const send = (
  call: Call,
  destination: Destination,
  request: AgentlessRequest,
): { conversation: Conversation; message: Message } => {
  const { platform, client } = call;
  const useExisting = request.useExistingActiveConversation ?? false;
  const place = findAgentlessPlace(platform, destination, useExisting);
  if (place.kind === 'refused') throw badRequest(place.code, refusalMessages[place.code]);
  if (place.kind !== 'new' && messageLimitReached(platform, place.conversation)) {
    throw badRequest(
      'conversation.message.limit.exceeded',
      'The conversation has reached its maximum number of messages.',
    );
  }
  const conversation = enterAgentlessPlace(platform, destination, place);
  const text = request.textBody ?? `[template ${request.messagingTemplate?.responseId ?? ''}]`;
  const message = speakAgentless(platform, conversation, { senderId: client.id, text });
  leaveAgentlessPlace(platform, conversation, place);
  return { conversation, message };
};

const toResponse = (
  call: Call,
  request: AgentlessRequest,
  sent: { conversation: Conversation; message: Message },
): Record<string, unknown> => {
  const normalizedOnly = call.query.useNormalizedMessage === 'true';
  return {
    id: sent.message.id,
    conversationId: sent.conversation.id,
    fromAddress: request.fromAddress,
    toAddress: sent.conversation.recipient,
    messengerType: request.toAddressMessengerType,
    ...(normalizedOnly ? {} : { textBody: sent.message.text }),
    useExistingActiveConversation: request.useExistingActiveConversation ?? false,
    message: {
      ...toMessageData(sent.conversation, sent.message, normalizedOnly),
      // Delivery is found out later; the answer only says that the platform took the message.
      status: 'queued',
    },
    timestamp: toIsoTime(sent.message.time),
    selfUri: `/api/v2/conversations/messages/${sent.conversation.id}/messages/${sent.message.id}`,
  };
};

const sendAgentless = (call: Call): Answer => {
  if (call.token.userId !== undefined) {
    throw badRequest('not.a.client', 'This request requires a client credentials grant.');
  }
  const request = parseBody(agentlessSchema, call.body);
  const destination = demandAddressee(call.platform, request);
  demandText(call.platform, request);
  demandSendingDivision(call, destination);
  demandWithinUsage(call);
  const sent = send(call, destination, request);
  switch (call.platform.settings.agentlessAnswer) {
    case '200':
      return { status: 200, body: toResponse(call, request, sent) };
    case '202':
      return { status: 202, body: toResponse(call, request, sent) };
    case '202-without-body':
      return { status: 202 };
  }
};

export const agentlessOperations: readonly Operation[] = [
  {
    method: 'POST',
    path: '/api/v2/conversations/messages/agentless',
    permissions: sendPermission,
    handle: sendAgentless,
  },
];
