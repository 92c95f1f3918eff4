import {
  toAcdEnd,
  toCustomerEnd,
  toCustomerStart,
  toUserEnd,
  type Leg,
} from '../events/detail-events';
import {
  customerOf,
  isLive,
  newestCommunication,
  type Communication,
  type Conversation,
  type Direction,
  type DisconnectType,
  type Participant,
  type Purpose,
} from './conversation';
import { guestSessionsOf, type Destination } from './conversation-lookup';
import type { Platform } from './platform';

export interface NewParticipant {
  readonly purpose: Purpose;
  readonly name: string;
  readonly userId?: string | undefined;
  readonly queueId?: string | undefined;
}

export const addParticipant = (
  platform: Platform,
  conversation: Conversation,
  { purpose, name, userId, queueId }: NewParticipant,
): Participant => {
  const participant: Participant = {
    id: platform.identifiers.uuid('participant'),
    purpose,
    name,
    userId,
    queueId,
    startTime: platform.clock.now(),
    externalContactId: undefined,
    endTime: undefined,
    attributes: {},
    communications: [],
  };
  conversation.participants.push(participant);
  return participant;
};

/** The address by which events know the customer: the browser's guest id, or the contact before a browser came. */
const customerAddress = (platform: Platform, conversation: Conversation): string =>
  guestSessionsOf(platform, conversation.recipient, conversation.deploymentId).at(-1)?.guestId ??
  conversation.recipient;

export const connectLeg = (
  platform: Platform,
  conversation: Conversation,
  participant: Participant,
  direction: Direction,
): Communication => {
  const customer = customerAddress(platform, conversation);
  const fromCustomer = participant.purpose === 'customer' && direction === 'inbound';
  const communication: Communication = {
    id: platform.identifiers.uuid('communication'),
    direction,
    connectedTime: platform.clock.now(),
    addressFrom: fromCustomer ? customer : conversation.deploymentId,
    addressTo: fromCustomer ? conversation.deploymentId : customer,
    state: 'connected',
    disconnectedTime: undefined,
    disconnectType: undefined,
  };
  participant.endTime = undefined;
  participant.communications.push(communication);
  return communication;
};

/** Opens the customer's leg: of a new conversation, or again within the threading window. */
export const connectCustomer = (
  platform: Platform,
  conversation: Conversation,
  direction: Direction,
): Leg => {
  const participant =
    customerOf(conversation) ??
    addParticipant(platform, conversation, { purpose: 'customer', name: 'Guest' });
  if (conversation.channel === 'webmessaging') {
    participant.externalContactId = conversation.recipient;
  }
  conversation.endTime = undefined;
  const leg = {
    conversation,
    participant,
    communication: connectLeg(platform, conversation, participant, direction),
  };
  platform.listeners.announced(toCustomerStart(leg, platform.clock.now()));
  return leg;
};

export interface NewConversation extends Destination {
  readonly direction: Direction;
  readonly webchatSessionId?: string | undefined;
}

export const startConversation = (platform: Platform, start: NewConversation): Conversation => {
  const deployment = platform.deployments.get(start.deploymentId);
  const webchatSessionId =
    start.channel === 'webmessaging'
      ? (start.webchatSessionId ?? platform.identifiers.uuid('webchat-session'))
      : undefined;
  const conversation: Conversation = {
    id: platform.identifiers.uuid('conversation'),
    channel: start.channel,
    deploymentId: start.deploymentId,
    divisionId: deployment?.divisionId ?? platform.homeDivisionId,
    startTime: platform.clock.now(),
    webchatSessionId,
    recipient: start.recipient,
    endTime: undefined,
    participants: [],
    messages: [],
  };
  platform.conversations.set(conversation.id, conversation);
  const known = platform.conversationsByRecipient.get(start.recipient) ?? [];
  platform.conversationsByRecipient.set(start.recipient, [...known, conversation]);
  platform.counters.conversationsStarted += 1;
  connectCustomer(platform, conversation, start.direction);
  return conversation;
};

const announceLegEnd = (platform: Platform, leg: Leg): void => {
  const now = platform.clock.now();
  switch (leg.participant.purpose) {
    case 'customer':
      platform.listeners.announced(toCustomerEnd(leg, now));
      return;
    case 'agent':
      platform.listeners.announced(toUserEnd(leg, now));
      return;
    case 'acd':
      platform.listeners.announced(toAcdEnd(leg, now, { acdOutcome: 'ABANDON' }));
      return;
    case 'api':
      return;
  }
};

export const disconnectLeg = (platform: Platform, leg: Leg, type: DisconnectType): void => {
  const now = platform.clock.now();
  leg.communication.state = 'disconnected';
  leg.communication.disconnectedTime = now;
  leg.communication.disconnectType = type;
  leg.participant.endTime = now;
};

const tellGuests = (platform: Platform, conversation: Conversation): void => {
  const readOnly =
    platform.deployments.get(conversation.deploymentId)?.disconnectType === 'ReadOnly';
  const { recipient, deploymentId } = conversation;
  for (const session of guestSessionsOf(platform, recipient, deploymentId)) {
    session.readOnly = readOnly;
    platform.listeners.noticed(session.token, { kind: 'disconnected', readOnly });
  }
};

/**
 * Ends it for everybody. Whoever hung up carries the given type; the customer whose agent hung up is
 * disconnected by its `peer`.
 */
export const endConversation = (
  platform: Platform,
  conversation: Conversation,
  type: DisconnectType,
): boolean => {
  if (!isLive(conversation)) return false;
  conversation.endTime = platform.clock.now();
  const others = conversation.participants.filter(({ purpose }) => purpose !== 'customer');
  const customers = conversation.participants.filter(({ purpose }) => purpose === 'customer');
  for (const participant of [...others, ...customers]) {
    const communication = newestCommunication(participant);
    if (communication === undefined || communication.state === 'disconnected') continue;
    const leg = { conversation, participant, communication };
    disconnectLeg(
      platform,
      leg,
      type === 'peer' && participant.purpose === 'agent' ? 'client' : type,
    );
    announceLegEnd(platform, leg);
  }
  tellGuests(platform, conversation);
  return true;
};
