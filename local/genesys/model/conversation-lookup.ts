import { isLive, isThreadable, type Channel, type Conversation } from './conversation';
import { isExpired, type GuestSession } from './guest-session';
import type { Platform } from './platform';

/** Where a message is addressed: the platform finds the conversation, the caller cannot name it. */
export interface Destination {
  readonly channel: Channel;
  readonly deploymentId: string;
  readonly recipient: string;
}

export const threadingWindowMinutes = (platform: Platform, deploymentId: string): number =>
  platform.deployments.get(deploymentId)?.threadingWindowMinutes ??
  platform.settings.threadingWindowMinutes;

const conversationsAt = (platform: Platform, destination: Destination): Conversation[] =>
  (platform.conversationsByRecipient.get(destination.recipient) ?? []).filter(
    ({ channel, deploymentId }) =>
      channel === destination.channel && deploymentId === destination.deploymentId,
  );

export const findLiveConversation = (
  platform: Platform,
  destination: Destination,
): Conversation | undefined => conversationsAt(platform, destination).findLast(isLive);

/** Any deployment: the thread's creation call knows the contact only. */
export const findLiveConversationOfContact = (
  platform: Platform,
  contactId: string,
): Conversation | undefined =>
  (platform.conversationsByRecipient.get(contactId) ?? []).findLast(
    (conversation) => conversation.channel === 'webmessaging' && isLive(conversation),
  );

/** Only the newest conversation can be threaded into. */
export const findThreadableConversation = (
  platform: Platform,
  destination: Destination,
): Conversation | undefined => {
  const newest = conversationsAt(platform, destination).at(-1);
  if (newest === undefined) return undefined;
  const windowMinutes = threadingWindowMinutes(platform, destination.deploymentId);
  return isThreadable(newest, windowMinutes, platform.clock.now()) ? newest : undefined;
};

export const guestSessionsOf = (
  platform: Platform,
  contactId: string,
  deploymentId: string,
): GuestSession[] =>
  [...platform.guestSessions.values()].filter(
    (session) => session.contactId === contactId && session.deploymentId === deploymentId,
  );

export const liveGuestSessionOf = (
  platform: Platform,
  contactId: string,
  deploymentId: string,
): GuestSession | undefined =>
  guestSessionsOf(platform, contactId, deploymentId).findLast(
    (session) => !isExpired(session, platform.clock.now()),
  );
