import * as v from 'valibot';
import type { Answer, Call } from '../api/operation';
import { parseBody } from '../api/parse-body';
import { badRequest, notFound } from '../api/refusal';
import { isLive, type Conversation } from '../model/conversation';
import { findLiveConversationOfContact, liveGuestSessionOf } from '../model/conversation-lookup';
import { speakInto, toSentAnswer } from './thread-messages';

const required = v.pipe(v.string(), v.minLength(1));

const resumeSchema = v.object({
  webchatSessionId: v.optional(required),
  from: v.object({ id: required, type: v.literal('contact') }),
  text: required,
  type: v.literal('message'),
});
type ResumeRequest = v.InferOutput<typeof resumeSchema>;

const sessionExpired = (): never => {
  throw badRequest('session.expired', 'The webchat session has expired and cannot be resumed.');
};

const namedConversation = (call: Call, request: ResumeRequest): Conversation | undefined => {
  const { webchatSessionId } = request;
  if (webchatSessionId === undefined) {
    return findLiveConversationOfContact(call.platform, request.from.id);
  }
  const conversation = [...call.platform.conversations.values()].findLast(
    (each) => each.webchatSessionId === webchatSessionId,
  );
  if (conversation === undefined) throw notFound('webchatSession', webchatSessionId);
  if (conversation.recipient !== request.from.id) {
    throw badRequest('session.mismatch', 'The webchat session belongs to another contact.');
  }
  return conversation;
};

const isResumable = (call: Call, conversation: Conversation): boolean =>
  isLive(conversation) &&
  liveGuestSessionOf(call.platform, conversation.recipient, conversation.deploymentId) !==
    undefined;

/** Continues a live session that matches the contact; an ended or timed-out one stays dead. */
export const resumeWebchat = (call: Call): Answer => {
  const request = parseBody(resumeSchema, call.body);
  if (!call.platform.contacts.has(request.from.id)) throw notFound('contact', request.from.id);
  const conversation = namedConversation(call, request);
  if (conversation === undefined || !isResumable(call, conversation)) return sessionExpired();
  return toSentAnswer(conversation, speakInto(call, conversation, request));
};
