import type { Happening } from './conversations';

const ORGANIZATION = '32aa07aa-db1b-4987-abd0-9483601ec29d';
const SOURCE = `aws.partner/genesys.com/cloud/${ORGANIZATION}/notify`;

/** An id of the right shape, the same for the same words. */
const id = (kind: number, number: number): string =>
  `${kind.toString(16).padStart(8, '0')}-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;

/** The event as EventBridge hands it to a queue: the envelope and the body of Genesys's own samples, with invented ids. */
export function toEvent({ topic, messageType, conversation, atMs }: Happening): object {
  const conversationId = id(1, conversation);
  const time = new Date(atMs).toISOString();
  return {
    version: '0',
    id: id(2, atMs),
    'detail-type': topic,
    source: SOURCE,
    account: '123456789012',
    time: `${time.slice(0, 19)}Z`,
    region: 'us-east-1',
    resources: [],
    detail: {
      topicName: topic.replace('{id}', conversationId),
      version: '2',
      eventBody: {
        eventTime: atMs,
        conversationId,
        participantId: id(3, conversation),
        ...(topic.endsWith('attributes')
          ? { attributes: { 'context.orderId': String(conversation) } }
          : legOf(topic, messageType, conversation)),
        conversationExternalContactIds: [id(4, conversation)],
        conversationExternalOrganizationIds: [],
        divisionId: id(5, 1),
      },
      metadata: { CorrelationId: id(6, atMs) },
      timestamp: time,
    },
  };
}

function legOf(topic: string, messageType: string | undefined, conversation: number): object {
  return {
    sessionId: id(7, conversation),
    mediaType: messageType === undefined ? 'VOICE' : 'MESSAGE',
    ...(messageType !== undefined && { messageType }),
    provider: messageType === undefined ? 'Edge' : 'PureCloud Messaging',
    direction: 'INBOUND',
    addressFrom: id(8, conversation),
    addressTo: id(9, 1),
    ...(topic.includes('customer') && { externalContactId: id(4, conversation) }),
    ...(topic.endsWith('contact') && { externalContactId: id(10, conversation) }),
    ...(topic.endsWith('.end') && { disconnectType: 'PEER', interactingDurationMs: 1_799_256 }),
    ...(topic.includes('customer.start') && {
      journeyContext: { sessionId: id(11, conversation), sessionIdType: 'web' },
    }),
  };
}
