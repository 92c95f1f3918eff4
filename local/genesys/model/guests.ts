import { customerOf, newestCommunication, type Conversation, type Message } from './conversation';
import { connectCustomer, endConversation, startConversation } from './conversation-lifecycle';
import {
  findLiveConversation,
  findThreadableConversation,
  guestSessionsOf,
  type Destination,
} from './conversation-lookup';
import { isExpired, type GuestSession } from './guest-session';
import type { Platform } from './platform';

export interface NewGuest {
  readonly token?: string | undefined;
  readonly deploymentId: string;
  readonly contactId: string;
}

const toDestination = (session: GuestSession): Destination => ({
  channel: 'webmessaging',
  deploymentId: session.deploymentId,
  recipient: session.contactId,
});

const expire = (platform: Platform, session: GuestSession): void => {
  session.tabOpen = false;
  if (!platform.settings.sessionExpiryEndsConversation) return;
  const conversation = findLiveConversation(platform, toDestination(session));
  if (conversation !== undefined) endConversation(platform, conversation, 'session.expired');
};

const watchExpiry = (platform: Platform, session: GuestSession): void => {
  platform.clock.schedule(session.expiresAt - platform.clock.now(), () => {
    if (isExpired(session, platform.clock.now())) expire(platform, session);
    else watchExpiry(platform, session);
  });
};

/** The duration counts from the guest's last action, not from the first. */
export const keepAlive = (platform: Platform, session: GuestSession): void => {
  session.expiresAt = platform.clock.now() + platform.settings.guestSessionDurationSeconds * 1000;
};

export const createGuestSession = (platform: Platform, guest: NewGuest): GuestSession => {
  const session: GuestSession = {
    token: guest.token ?? platform.identifiers.uuid('guest-token'),
    deploymentId: guest.deploymentId,
    guestId: platform.identifiers.uuid('guest'),
    contactId: guest.contactId,
    expiresAt: 0,
    tabOpen: false,
    sockets: 0,
    readOnly: false,
    startNew: false,
  };
  keepAlive(platform, session);
  watchExpiry(platform, session);
  platform.guestSessions.set(session.token, session);
  return session;
};

/** A guest's first word joins the live conversation, threads into a recent one, or starts one. */
export const enterConversation = (
  platform: Platform,
  session: GuestSession,
  webchatSessionId?: string,
): Conversation => {
  const destination = toDestination(session);
  const live = session.startNew ? undefined : findLiveConversation(platform, destination);
  const threadable = session.startNew
    ? undefined
    : findThreadableConversation(platform, destination);
  session.startNew = false;
  session.readOnly = false;
  if (live !== undefined) return live;
  if (threadable === undefined) {
    return startConversation(platform, { ...destination, direction: 'inbound', webchatSessionId });
  }
  connectCustomer(platform, threadable, 'inbound');
  return threadable;
};

export const sayAsCustomer = (
  platform: Platform,
  conversation: Conversation,
  text: string,
): Message => {
  const message: Message = {
    id: platform.identifiers.uuid('inbound-message'),
    direction: 'inbound',
    text,
    time: platform.clock.now(),
    communicationId: newestCommunication(customerOf(conversation))?.id ?? '',
    from: { kind: 'customer', id: conversation.recipient },
    originatingEntity: 'Human',
    status: 'received',
    received: undefined,
  };
  conversation.messages.push(message);
  return message;
};

/** All that Messenger would show; whether a missed message is kept for it is the org's setting. */
export const historyOf = (platform: Platform, session: GuestSession): Message[] => {
  const messages = (platform.conversationsByRecipient.get(session.contactId) ?? [])
    .filter(({ deploymentId }) => deploymentId === session.deploymentId)
    .flatMap((conversation) => conversation.messages);
  return platform.settings.missedMessagesStayInHistory
    ? messages
    : messages.filter(({ status }) => status !== 'delivery-failed');
};

/** A returning guest has loaded these from the history: whatever was missed has now been seen. */
export const markSeen = (platform: Platform, messages: readonly Message[]): void => {
  for (const message of messages) {
    if (message.direction === 'outbound' && message.received === undefined) {
      message.received = { at: platform.clock.now(), via: 'history' };
    }
  }
};

export const openTab = (platform: Platform, session: GuestSession): void => {
  keepAlive(platform, session);
  session.tabOpen = true;
  markSeen(platform, historyOf(platform, session));
};

/** Closing the tab ends nothing: the conversation stays connected, only nobody listens any more. */
export const closeTab = (platform: Platform, contactId: string, deploymentId: string): void => {
  for (const session of guestSessionsOf(platform, contactId, deploymentId)) {
    session.tabOpen = false;
    platform.listeners.noticed(session.token, { kind: 'tabClosed' });
  }
};
