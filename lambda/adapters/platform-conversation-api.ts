import * as v from 'valibot';
import { parseInput } from '../contract/problems';
import type { Permit } from '../domain/budget-port';
import { classifyConversation, hasAgent } from '../domain/conversation';
import type {
  ConversationApi,
  OutboundMessage,
  PreflightAnswer,
  SendAnswer,
} from '../domain/ports';
import type { ChannelMessage } from '../domain/ports-channels';
import { toPreflightAnswer, toSendAnswer } from './genesys-caller';
import type { GenesysCaller } from './genesys-caller';
import { listPlatformMessages } from './platform-message-list';
import { readSentMessage } from './sent-message';
import { readTokenDescription } from './token-description';

const communicationSchema = v.object({
  state: v.optional(v.string(), 'unknown'),
  type: v.optional(v.string()),
  connectedTime: v.optional(v.string()),
  disconnectedTime: v.optional(v.string()),
});

const conversationSchema = v.object({
  endTime: v.nullish(v.string()),
  participants: v.array(
    v.object({
      purpose: v.optional(v.string()),
      messages: v.optional(v.array(communicationSchema), []),
    }),
  ),
});

/** Codes by which the agentless send says that a conversation stands in the way (published per-status error list). */
const CONFLICT_CODES = new Set([
  'active.conversation',
  'existing.conversation',
  'request.conflict',
]);

const AGENTLESS_PATH = '/api/v2/conversations/messages/agentless?useNormalizedMessage=true';

/**
 * The published Platform API. A message is addressed to (deployment, contact); Genesys picks the conversation,
 * so the caller compares the conversation in the answer with the one it expected.
 */
export function createPlatformConversationApi({ call, prepare }: GenesysCaller): ConversationApi {
  const send = async (message: OutboundMessage, intoExisting: boolean, permit?: Permit) => {
    const answer = await call({
      method: 'POST',
      path: AGENTLESS_PATH,
      body: {
        fromAddress: message.deploymentId,
        toAddressMessengerType: 'webmessaging',
        externalContactId: message.contactId,
        textBody: message.text,
        useExistingActiveConversation: intoExisting,
      },
      permit,
    });
    const sent = nameConflict(toSendAnswer(answer, readSentMessage));
    return { ...sent, calls: answer.calls, correlationId: answer.correlationId };
  };

  const sendByChannel = async ({ channel, text }: ChannelMessage, permit?: Permit) => {
    const answer = await call({
      method: 'POST',
      path: AGENTLESS_PATH,
      body: {
        fromAddress: channel.from,
        toAddress: channel.to,
        toAddressMessengerType: channel.kind,
        textBody: text,
        // A conversation that is live on that channel is as good a place as any.
        useExistingActiveConversation: true,
      },
      permit,
    });
    const sent = toSendAnswer(answer, readSentMessage);
    return { ...sent, calls: answer.calls, correlationId: answer.correlationId };
  };

  return {
    neededScopes: [],
    prepare,
    fetchConversation: async (conversationId, permit) => {
      const path = `/api/v2/conversations/${encodeURIComponent(conversationId)}`;
      const answer = await call({ method: 'GET', path, permit });
      const { calls, correlationId } = answer;
      return { ...toPreflightAnswer(answer, readConversation), calls, correlationId };
    },
    sendIntoConversation: (message, permit) => send(message, true, permit),
    startConversation: (message, permit) => send(message, false, permit),
    sendByChannel,
    listMessages: (conversationId) => listPlatformMessages(call, conversationId),
    describeToken: () => readTokenDescription(call),
  };
}

function readConversation(body: unknown): PreflightAnswer {
  const parsed = parseInput(conversationSchema, body);
  if (parsed.kind === 'invalid') {
    return { kind: 'unavailable', cause: 'UNREADABLE_CONVERSATION', retryAfterSeconds: 3 };
  }
  const { endTime, participants } = parsed.value;
  const communications = participants
    .filter(({ purpose }) => purpose === 'customer')
    .flatMap(({ messages }) => messages)
    .filter(({ type }) => type === undefined || type === 'webmessaging')
    .map(({ state, connectedTime, disconnectedTime }) => ({
      state,
      connectedAtMs: toMs(connectedTime),
      disconnectedAtMs: toMs(disconnectedTime),
    }));
  const conversation = classifyConversation(toMs(endTime), communications);
  return {
    kind: 'found',
    conversation:
      conversation.kind === 'active'
        ? { ...conversation, hasAgent: hasAgent(participants.map(toPresence)) }
        : conversation,
  };
}

type Participant = v.InferOutput<typeof conversationSchema>['participants'][number];

const toPresence = ({ purpose, messages }: Participant) => ({
  purpose,
  states: messages.map(({ state }) => state),
});

function toMs(time: string | null | undefined): number | undefined {
  const ms = Date.parse(time ?? '');
  return Number.isNaN(ms) ? undefined : ms;
}

function nameConflict(answer: SendAnswer): SendAnswer {
  return answer.kind === 'refused' && CONFLICT_CODES.has(answer.refusal.code)
    ? { kind: 'conflict', refusal: answer.refusal }
    : answer;
}
