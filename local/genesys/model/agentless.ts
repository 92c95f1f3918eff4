import { connectCustomer, endConversation, startConversation } from './conversation-lifecycle';
import type { Conversation, Message } from './conversation';
import {
  findLiveConversation,
  findThreadableConversation,
  type Destination,
} from './conversation-lookup';
import { speakAsApi } from './outbound-messages';
import type { Platform } from './platform';

export type AgentlessPlace =
  | { readonly kind: 'live'; readonly conversation: Conversation }
  | { readonly kind: 'threadable'; readonly conversation: Conversation }
  | { readonly kind: 'new' }
  | { readonly kind: 'refused'; readonly code: 'active.conversation' | 'existing.conversation' };

/**
 * The caller names a deployment and a contact; the platform picks the conversation. A live one needs the flag.
 * What happens inside the threading window without the flag is not documented for web messaging, so the org's
 * setting decides.
 */
export const findAgentlessPlace = (
  platform: Platform,
  destination: Destination,
  useExisting: boolean,
): AgentlessPlace => {
  const live = findLiveConversation(platform, destination);
  if (live !== undefined) {
    return useExisting
      ? { kind: 'live', conversation: live }
      : { kind: 'refused', code: 'active.conversation' };
  }
  const threadable = findThreadableConversation(platform, destination);
  if (threadable === undefined) return { kind: 'new' };
  const policy = useExisting
    ? 'same-conversation'
    : platform.settings.agentlessWithinThreadingWindow;
  switch (policy) {
    case 'same-conversation':
      return { kind: 'threadable', conversation: threadable };
    case 'existing.conversation':
      return { kind: 'refused', code: 'existing.conversation' };
    case 'new-conversation':
      return { kind: 'new' };
  }
};

export const enterAgentlessPlace = (
  platform: Platform,
  destination: Destination,
  place: Exclude<AgentlessPlace, { kind: 'refused' }>,
): Conversation => {
  switch (place.kind) {
    case 'live':
      return place.conversation;
    case 'threadable':
      connectCustomer(platform, place.conversation, 'outbound');
      return place.conversation;
    case 'new':
      return startConversation(platform, { ...destination, direction: 'outbound' });
  }
};

export const speakAgentless = (
  platform: Platform,
  conversation: Conversation,
  { text, senderId }: { readonly text: string; readonly senderId: string },
): Message => {
  platform.counters.agentlessMessages += 1;
  const { agentlessOriginatingEntity: originatingEntity } = platform.settings;
  return speakAsApi(platform, conversation, { text, senderId, originatingEntity });
};

/** Whether a conversation that the message itself opened stays connected is the org's setting. */
export const leaveAgentlessPlace = (
  platform: Platform,
  conversation: Conversation,
  place: AgentlessPlace,
): void => {
  if (place.kind !== 'live' && platform.settings.agentlessLeavesConversation === 'disconnected') {
    endConversation(platform, conversation, 'system');
  }
};
