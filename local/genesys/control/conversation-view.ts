import { isLive, isThreadable, type Conversation } from '../model/conversation';
import { guestSessionsOf, threadingWindowMinutes } from '../model/conversation-lookup';
import { isReachable } from '../model/guest-session';
import type { Platform } from '../model/platform';

const stateOf = (platform: Platform, conversation: Conversation): string => {
  if (isLive(conversation)) return 'active';
  const windowMinutes = threadingWindowMinutes(platform, conversation.deploymentId);
  return isThreadable(conversation, windowMinutes, platform.clock.now())
    ? 'closed, in threading window'
    : 'closed';
};

/** The operator's summary of a conversation; the API's own shapes are richer and stricter. */
export const toConversationView = (
  platform: Platform,
  conversation: Conversation,
): Record<string, unknown> => ({
  conversationId: conversation.id,
  state: stateOf(platform, conversation),
  channel: conversation.channel,
  contactId: conversation.recipient,
  deploymentId: conversation.deploymentId,
  webchatSessionId: conversation.webchatSessionId ?? null,
  startTime: new Date(conversation.startTime).toISOString(),
  endTime: conversation.endTime === undefined ? null : new Date(conversation.endTime).toISOString(),
  customerReachable: guestSessionsOf(
    platform,
    conversation.recipient,
    conversation.deploymentId,
  ).some((session) => isReachable(session, platform.clock.now())),
  messages: conversation.messages.length,
  participants: conversation.participants.map(({ id, purpose, userId, communications }) => ({
    participantId: id,
    purpose,
    ...(userId === undefined ? {} : { userId }),
    communications: communications.map((leg) => ({
      communicationId: leg.id,
      state: leg.state,
      disconnectType: leg.disconnectType ?? null,
    })),
  })),
});
