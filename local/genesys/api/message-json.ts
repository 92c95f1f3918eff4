import type { Conversation, Message } from '../model/conversation';

const platformNames = {
  webmessaging: 'WebMessaging',
  sms: 'SMS',
  open: 'Open',
  whatsapp: 'WhatsApp',
  apple: 'Apple',
} as const;

const addressesOf = (
  conversation: Conversation,
  message: Message,
): { readonly from: string; readonly to: string } =>
  message.direction === 'inbound'
    ? { from: conversation.recipient, to: conversation.deploymentId }
    : { from: conversation.deploymentId, to: conversation.recipient };

export const toIsoTime = (time: number): string => new Date(time).toISOString();

/** `textBody` is deprecated and left out when the caller asks for normalized messages only. */
export const toMessageData = (
  conversation: Conversation,
  message: Message,
  normalizedOnly = false,
): Record<string, unknown> => {
  const { from, to } = addressesOf(conversation, message);
  const time = toIsoTime(message.time);
  return {
    id: message.id,
    conversationId: conversation.id,
    timestamp: time,
    direction: message.direction,
    messengerType: conversation.channel,
    status: message.status,
    ...(normalizedOnly ? {} : { textBody: message.text }),
    fromAddress: from,
    toAddress: to,
    normalizedMessage: {
      id: message.id,
      channel: {
        platform: platformNames[conversation.channel],
        type: 'Private',
        to: { id: to },
        from: { id: from },
        time,
        messageId: message.id,
      },
      type: 'Text',
      text: message.text,
      content: [],
      status: toNormalizedStatus(message),
      ...(message.status === 'delivery-failed'
        ? { reasons: [{ code: 'GeneralError', message: 'The customer is not connected.' }] }
        : {}),
      originatingEntity: message.originatingEntity,
      isFinalReceipt: false,
      direction: message.direction === 'inbound' ? 'Inbound' : 'Outbound',
    },
    normalizedReceipts: [],
    ...(message.from.kind === 'agent' ? { createdBy: { id: message.from.id } } : {}),
    selfUri: `/api/v2/conversations/messages/${conversation.id}/messages/${message.id}`,
  };
};

const toNormalizedStatus = (message: Message): string => {
  switch (message.status) {
    case 'failed':
    case 'delivery-failed':
      return 'Failed';
    case 'delivery-success':
      return 'Delivered';
    case 'read':
      return 'Read';
    case 'queued':
    case 'sent':
    case 'received':
      return 'Sent';
  }
};

export const toMessageSummary = (
  conversation: Conversation,
  message: Message,
): Record<string, unknown> => ({
  messageId: message.id,
  messageURI: `/api/v2/conversations/messages/${conversation.id}/messages/${message.id}`,
  messageStatus: message.status,
  messageTime: toIsoTime(message.time),
  messageSegmentCount: 1,
  ...(message.status === 'delivery-failed'
    ? { errorInfo: { code: 'delivery.failed', message: 'The customer is not connected.' } }
    : {}),
});
