import * as v from 'valibot';
import { parseInput } from '../contract/problems';
import { hasAgent } from '../domain/conversation';
import { NO_MESSAGE_LIST } from '../domain/proof';
import type {
  ConversationApi,
  Counted,
  OutboundMessage,
  PreflightAnswer,
  SendAnswer,
} from '../domain/ports';
import { CHANNEL_UNAVAILABLE_CODE, USAGE_LIMIT_CODE } from '../domain/refusal';
import { toPreflightAnswer, toSendAnswer } from './genesys-caller';
import type { GenesysCall, GenesysCaller } from './genesys-caller';
import { readSentMessage } from './sent-message';
import { readTokenDescription } from './token-description';

const conversationSchema = v.object({
  status: v.picklist(['active', 'closed']),
  endTime: v.nullish(v.string()),
  /** Only a gateway that shows them tells whether an agent is there. */
  participants: v.optional(
    v.array(v.object({ purpose: v.optional(v.string()), state: v.optional(v.string(), 'none') })),
  ),
});

/** The scope without which the send of this dialect is refused, sometimes in the dress of a conflict. */
const SEND_SCOPE = 'messaging:conversation:write';

/**
 * The paths as the original request spells them, for gateways that expose them. They are not part of the
 * published API. Here the conversation is chosen by the caller, and a live one answers a creation with 409.
 */
export function createThreadConversationApi({ call, prepare }: GenesysCaller): ConversationApi {
  const send = async (request: GenesysCall): Promise<Counted<SendAnswer>> => {
    const answer = await call(request);
    const { calls, correlationId } = answer;
    return { ...toSendAnswer(answer, readSentMessage), calls, correlationId };
  };

  return {
    neededScopes: [SEND_SCOPE],
    prepare,
    fetchConversation: async (conversationId, permit) => {
      const path = conversationPath(conversationId);
      const answer = await call({ method: 'GET', path, permit });
      const { calls, correlationId } = answer;
      return { ...toPreflightAnswer(answer, readConversation), calls, correlationId };
    },
    sendIntoConversation: async (message, permit) => {
      const answer = await send({
        method: 'POST',
        path: `${conversationPath(message.conversationId ?? '')}/messages`,
        body: { type: 'message', text: message.text, ...sender(message) },
        permit,
      });
      return isGone(answer) ? asConflict(answer) : answer;
    },
    startConversation: async (message, permit) => {
      const answer = await send({
        method: 'POST',
        path: '/api/v2/conversations/webchat/messages',
        body: {
          webchatSessionId: message.webchatSessionId,
          contactId: message.contactId,
          text: message.text,
          ...sender(message),
        },
        permit,
      });
      return isInTheWay(answer) ? asConflict(answer) : answer;
    },
    // Its paths know web messaging only.
    sendByChannel: () =>
      Promise.resolve({
        kind: 'refused',
        refusal: { status: 0, code: CHANNEL_UNAVAILABLE_CODE, missing: [] },
        calls: 0,
      }),
    // The paths of this dialect show no messages, so a lost answer can't be settled from here.
    listMessages: () => Promise.resolve({ kind: 'unreadable', cause: NO_MESSAGE_LIST, calls: 0 }),
    describeToken: () => readTokenDescription(call),
  };
}

const conversationPath = (conversationId: string): string =>
  `/api/v2/conversations/messaging/${encodeURIComponent(conversationId)}`;

const sender = ({ senderId }: OutboundMessage) =>
  senderId === undefined ? {} : { from: { id: senderId } };

/** A live conversation answers a creation with 409; a used-up quota has the same status and a code of its own. */
const isInTheWay = (answer: SendAnswer): boolean =>
  answer.kind === 'refused' &&
  answer.refusal.status === 409 &&
  answer.refusal.code !== USAGE_LIMIT_CODE;

/** Preflight saw it live, but it has ended or vanished since: the next look decides anew. */
const isGone = (answer: SendAnswer): boolean =>
  answer.kind === 'refused' &&
  (answer.refusal.status === 404 || answer.refusal.code === 'conversation.closed');

function asConflict(answer: Counted<SendAnswer>): Counted<SendAnswer> {
  if (answer.kind !== 'refused') return answer;
  const { refusal, calls, correlationId } = answer;
  return { kind: 'conflict', refusal, calls, correlationId };
}

function readConversation(body: unknown): PreflightAnswer {
  const parsed = parseInput(conversationSchema, body);
  if (parsed.kind === 'invalid') {
    return { kind: 'unavailable', cause: 'UNREADABLE_CONVERSATION', retryAfterSeconds: 3 };
  }
  const { status, endTime, participants } = parsed.value;
  const endedAtMs = Date.parse(endTime ?? '');
  const presences = participants?.map(({ purpose, state }) => ({ purpose, states: [state] }));
  const conversation =
    status === 'active'
      ? { kind: 'active' as const, hasAgent: presences && hasAgent(presences) }
      : { kind: 'closed' as const, endedAtMs: Number.isNaN(endedAtMs) ? undefined : endedAtMs };
  return { kind: 'found', conversation };
}
