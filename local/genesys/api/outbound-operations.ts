import * as v from 'valibot';
import { startConversation } from '../model/conversation-lifecycle';
import { findLiveConversation, findThreadableConversation } from '../model/conversation-lookup';
import { sendInto, threadTextSchema } from '../thread/thread-messages';
import { allOf, demandPermissions } from './access';
import { flattened } from './conversation-operations';
import type { Answer, Call, Operation } from './operation';
import { parseBody } from './parse-body';
import { badRequest } from './refusal';

const createPermission = allOf('conversation:message:create');
const required = v.pipe(v.string(), v.minLength(1));

const outboundSchema = v.object({
  queueId: required,
  toAddress: required,
  toAddressMessengerType: v.picklist(['sms', 'open', 'whatsapp']),
  useExistingConversation: v.optional(v.boolean(), false),
});

/** A queue's outbound conversation is started by an agent of that queue: a client is no member of any. */
const createOutbound = (call: Call): Answer => {
  const { platform, token, body } = call;
  demandPermissions(call.client, createPermission);
  const request = parseBody(outboundSchema, body);
  if (token.userId === undefined) {
    throw badRequest('queue.membership.required', 'The user must be a member of the queue.');
  }
  const destination = {
    channel: request.toAddressMessengerType,
    deploymentId: request.queueId,
    recipient: request.toAddress,
  };
  if (findLiveConversation(platform, destination) !== undefined) {
    throw badRequest('active.conversation', 'An active conversation exists for this recipient.');
  }
  const threadable = findThreadableConversation(platform, destination);
  if (threadable !== undefined && !request.useExistingConversation) {
    throw badRequest('existing.conversation', 'A conversation exists within the threading window.');
  }
  const conversation =
    threadable ?? startConversation(platform, { ...destination, direction: 'outbound' });
  return flattened(call, conversation);
};

const conversationIdSchema = v.object({ conversationId: required });

/** The same path in two dialects: the thread puts a `conversationId` into the payload, the published API knows none. */
const createOrContinue = (call: Call): Answer => {
  const addressed = v.safeParse(conversationIdSchema, call.body);
  if (!addressed.success) return createOutbound(call);
  const text = parseBody(threadTextSchema, call.body);
  return sendInto(call, addressed.output.conversationId, text);
};

export const outboundOperations: readonly Operation[] = [
  { method: 'POST', path: '/api/v2/conversations/messages', handle: createOrContinue },
];
