import { toUndeliveredMessages, type Leg } from '../events/detail-events';
import { customerOf, newestCommunication, type Conversation, type Message } from './conversation';
import { guestSessionsOf } from './conversation-lookup';
import { addParticipant, connectLeg, disconnectLeg } from './conversation-lifecycle';
import { isReachable } from './guest-session';
import type { Platform } from './platform';

export interface OutboundText {
  readonly text: string;
  readonly from: Message['from'];
  readonly originatingEntity: 'Human' | 'Bot';
  readonly communicationId: string;
}

const customerLeg = (conversation: Conversation): Leg | undefined => {
  const participant = customerOf(conversation);
  const communication = newestCommunication(participant);
  return participant === undefined || communication === undefined
    ? undefined
    : { conversation, participant, communication };
};

/** Seconds or milliseconds: the documentation does not say, so the org's setting does. */
const sessionExpiry = (platform: Platform, conversation: Conversation): number => {
  const { recipient, deploymentId } = conversation;
  const session = guestSessionsOf(platform, recipient, deploymentId).at(-1);
  const expiresAt = session?.expiresAt ?? platform.clock.now();
  return platform.settings.sessionExpiryUnit === 'seconds'
    ? Math.floor(expiresAt / 1000)
    : expiresAt;
};

/** The event comes some time after the miss, and only for what the customer has still not seen. */
const reportMissed = (platform: Platform, conversation: Conversation, message: Message): void => {
  if (!platform.settings.undeliveredEvents) return;
  platform.clock.schedule(platform.settings.undeliveredEventDelayMs, () => {
    const leg = customerLeg(conversation);
    if (message.received !== undefined || leg === undefined) return;
    const missed = {
      leg,
      messages: [{ id: message.id, eventTimeMs: message.time }],
      sessionExpiry: sessionExpiry(platform, conversation),
    };
    platform.listeners.announced(toUndeliveredMessages(missed, platform.clock.now()));
  });
};

const deliverToGuest = (platform: Platform, conversation: Conversation, message: Message): void => {
  const now = platform.clock.now();
  const { recipient, deploymentId } = conversation;
  const reachable = guestSessionsOf(platform, recipient, deploymentId).filter((session) =>
    isReachable(session, now),
  );
  if (reachable.length === 0) {
    message.status = 'delivery-failed';
    reportMissed(platform, conversation, message);
    return;
  }
  message.status = 'delivery-success';
  message.received = { at: now, via: 'push' };
  for (const session of reachable) {
    platform.listeners.noticed(session.token, { kind: 'message', message });
  }
};

const deliver = (platform: Platform, conversation: Conversation, message: Message): void => {
  if (conversation.channel === 'webmessaging') {
    deliverToGuest(platform, conversation, message);
    return;
  }
  // A phone number or an open channel has no tab that could be closed.
  message.status = 'delivery-success';
  message.received = { at: platform.clock.now(), via: 'push' };
};

export const sendOutbound = (
  platform: Platform,
  conversation: Conversation,
  outbound: OutboundText,
): Message => {
  const message: Message = {
    ...outbound,
    id: platform.identifiers.hex('message', 32),
    direction: 'outbound',
    time: platform.clock.now(),
    status: 'queued',
    received: undefined,
  };
  conversation.messages.push(message);
  deliver(platform, conversation, message);
  return message;
};

export interface ApiText {
  readonly text: string;
  readonly senderId: string;
  readonly originatingEntity: 'Human' | 'Bot';
}

/** A message without an agent is spoken by an "api" participant, which comes for one message and leaves. */
export const speakAsApi = (
  platform: Platform,
  conversation: Conversation,
  { text, senderId, originatingEntity }: ApiText,
): Message => {
  const participant =
    conversation.participants.find(({ purpose }) => purpose === 'api') ??
    addParticipant(platform, conversation, {
      purpose: 'api',
      name: platform.settings.agentlessSenderName,
    });
  const communication = connectLeg(platform, conversation, participant, 'outbound');
  const message = sendOutbound(platform, conversation, {
    text,
    from: { kind: 'api', id: senderId },
    originatingEntity,
    communicationId: communication.id,
  });
  disconnectLeg(platform, { conversation, participant, communication }, 'system');
  return message;
};

export const messageLimitReached = (platform: Platform, conversation: Conversation): boolean => {
  const limit = platform.settings.messagesPerConversation;
  return limit !== null && conversation.messages.length >= limit;
};
