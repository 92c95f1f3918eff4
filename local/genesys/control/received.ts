import type { Conversation, Message } from '../model/conversation';
import type { Platform } from '../model/platform';

const toIso = (time: number): string => new Date(time).toISOString();

export interface ReceivedMessage {
  readonly conversationId: string;
  readonly channel: Conversation['channel'];
  readonly messageId: string;
  readonly text: string;
  readonly time: string;
  readonly receivedAt: string;
  readonly via: 'push' | 'history';
  readonly status: string;
  readonly from: string;
}

/** What reached the customer's eyes: pushed to an open Messenger, or found in the history later. */
export const receivedBy = (platform: Platform, recipient: string): ReceivedMessage[] => {
  const conversations = platform.conversationsByRecipient.get(recipient) ?? [];
  return conversations
    .flatMap((conversation) =>
      conversation.messages.flatMap((message) =>
        message.received === undefined ? [] : [toReceived(conversation, message, message.received)],
      ),
    )
    .toSorted((left, right) => left.receivedAt.localeCompare(right.receivedAt));
};

const toReceived = (
  conversation: Conversation,
  message: Message,
  received: { readonly at: number; readonly via: 'push' | 'history' },
): ReceivedMessage => ({
  conversationId: conversation.id,
  channel: conversation.channel,
  messageId: message.id,
  text: message.text,
  time: toIso(message.time),
  receivedAt: toIso(received.at),
  via: received.via,
  status: message.status,
  from: message.from.id,
});

export interface TranscriptLine {
  readonly direction: 'inbound' | 'outbound';
  readonly text: string;
  readonly time: string;
  readonly messageId: string;
  readonly status: string;
  readonly from: string;
  readonly communicationId: string;
}

/** Everything that was put into the conversation, seen by the customer or not. */
export const transcriptOf = (conversation: Conversation): TranscriptLine[] =>
  conversation.messages.map((message) => ({
    direction: message.direction,
    text: message.text,
    time: toIso(message.time),
    messageId: message.id,
    status: message.status,
    from: message.from.id,
    communicationId: message.communicationId,
  }));
