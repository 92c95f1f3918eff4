import type { Message } from '../model/conversation';

const toIso = (time: number): string => new Date(time).toISOString();

/** What a text looks like in the browser; the direction is named from the platform's side. */
export const toStructuredMessage = (
  message: Message,
  { correlationId, nickname }: { readonly correlationId: string; readonly nickname: string },
): Record<string, unknown> =>
  message.direction === 'inbound'
    ? {
        id: message.id,
        type: 'Text',
        text: message.text,
        direction: 'Inbound',
        channel: { time: toIso(message.time), messageId: message.id },
        originatingEntity: '',
        metadata: { correlationId },
      }
    : {
        id: message.id,
        type: 'Text',
        text: message.text,
        direction: 'Outbound',
        originatingEntity: message.originatingEntity,
        channel: {
          time: toIso(message.time),
          type: 'Private',
          from: { nickname },
          to: {},
        },
        content: [],
        metadata: { correlationId },
      };
