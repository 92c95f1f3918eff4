export type Channel = 'webmessaging' | 'sms' | 'open' | 'whatsapp' | 'apple';
export type Direction = 'inbound' | 'outbound';
export type CommunicationState = 'alerting' | 'connected' | 'parked' | 'disconnected';
export type MessageStatus =
  'queued' | 'sent' | 'failed' | 'received' | 'delivery-success' | 'delivery-failed' | 'read';

/** The disconnect types of the REST API; events spell the same in upper case. */
export const disconnectTypes = [
  'endpoint',
  'client',
  'system',
  'timeout',
  'transfer',
  'transfer.conference',
  'transfer.consult',
  'transfer.forward',
  'transfer.noanswer',
  'transfer.notavailable',
  'transport.failure',
  'error',
  'peer',
  'other',
  'spam',
  'uncallable',
  'inactivity',
  'session.expired',
  'takeover',
] as const;
export type DisconnectType = (typeof disconnectTypes)[number];

export interface Message {
  readonly id: string;
  readonly direction: Direction;
  readonly text: string;
  readonly time: number;
  readonly communicationId: string;
  readonly from: { readonly kind: 'customer' | 'agent' | 'api'; readonly id: string };
  readonly originatingEntity: 'Human' | 'Bot';
  status: MessageStatus;
  /** When the customer's device got an outbound message, and how. */
  received: { readonly at: number; readonly via: 'push' | 'history' } | undefined;
}

export interface Communication {
  readonly id: string;
  readonly direction: Direction;
  readonly connectedTime: number;
  readonly addressFrom: string;
  readonly addressTo: string;
  state: CommunicationState;
  disconnectedTime: number | undefined;
  disconnectType: DisconnectType | undefined;
}

export type Purpose = 'customer' | 'agent' | 'acd' | 'api';

export interface Participant {
  readonly id: string;
  readonly purpose: Purpose;
  readonly name: string;
  readonly userId: string | undefined;
  readonly queueId: string | undefined;
  readonly startTime: number;
  externalContactId: string | undefined;
  endTime: number | undefined;
  readonly attributes: Record<string, string>;
  readonly communications: Communication[];
}

export interface Conversation {
  readonly id: string;
  readonly channel: Channel;
  /** Web messaging: the deployment. Other channels: the integration or number the message comes from. */
  readonly deploymentId: string;
  readonly divisionId: string;
  readonly startTime: number;
  readonly webchatSessionId: string | undefined;
  /** The contact of a web-messaging conversation, the address on another channel. */
  recipient: string;
  endTime: number | undefined;
  readonly participants: Participant[];
  readonly messages: Message[];
}

export const customerOf = (conversation: Conversation): Participant | undefined =>
  conversation.participants.findLast((participant) => participant.purpose === 'customer');

export const newestCommunication = (
  participant: Participant | undefined,
): Communication | undefined => participant?.communications.at(-1);

/** Live: nobody ended it, and the customer's newest leg is not disconnected. A closed tab changes nothing. */
export const isLive = (conversation: Conversation): boolean => {
  const leg = newestCommunication(customerOf(conversation));
  return conversation.endTime === undefined && leg !== undefined && leg.state !== 'disconnected';
};

/** Threadable: closed, but the next message still belongs to it. A window of 0 minutes threads nothing. */
export const isThreadable = (
  conversation: Conversation,
  windowMinutes: number,
  now: number,
): boolean => {
  if (isLive(conversation)) return false;
  const leg = newestCommunication(customerOf(conversation));
  const closedAt = leg?.disconnectedTime ?? conversation.endTime;
  return closedAt !== undefined && windowMinutes > 0 && now - closedAt <= windowMinutes * 60_000;
};
