import type {
  Communication,
  Conversation,
  DisconnectType,
  Participant,
} from '../model/conversation';
import type { Announcement } from '../model/platform';

/** One leg of one participant: what most conversation detail events are about. */
export interface Leg {
  readonly conversation: Conversation;
  readonly participant: Participant;
  readonly communication: Communication;
}

/** The REST spelling `transfer.noanswer` is `NO_ANSWER_TRANSFER` in events; the others only change case. */
const unusualDisconnectTypes: Partial<Record<DisconnectType, string>> = {
  'transfer.conference': 'CONFERENCE_TRANSFER',
  'transfer.consult': 'CONSULT_TRANSFER',
  'transfer.forward': 'FORWARD_TRANSFER',
  'transfer.noanswer': 'NO_ANSWER_TRANSFER',
  'transfer.notavailable': 'NOT_AVAILABLE_TRANSFER',
};

const toEventDisconnectType = (type: DisconnectType): string =>
  unusualDisconnectTypes[type] ?? type.replaceAll('.', '_').toUpperCase();

const announce = (
  kind: string,
  conversation: Conversation,
  body: Record<string, unknown>,
): Announcement => ({
  topic: `v2.detail.events.conversation.{id}.${kind}`,
  id: conversation.id,
  body,
});

const contactIds = (participant: Participant): string[] =>
  participant.externalContactId === undefined ? [] : [participant.externalContactId];

const endFields = ({ communication }: Leg): Record<string, unknown> =>
  communication.disconnectType === undefined
    ? {}
    : { disconnectType: toEventDisconnectType(communication.disconnectType) };

const commonFields = (leg: Leg, eventTime: number): Record<string, unknown> => ({
  eventTime,
  conversationId: leg.conversation.id,
  participantId: leg.participant.id,
  sessionId: leg.communication.id,
  ...endFields(leg),
  mediaType: 'MESSAGE',
  messageType: leg.conversation.channel.toUpperCase(),
  provider: 'PureCloud Messaging',
  direction: leg.communication.direction.toUpperCase(),
  addressFrom: leg.communication.addressFrom,
  addressTo: leg.communication.addressTo,
});

const interactingMs = ({ communication }: Leg, now: number): number =>
  (communication.disconnectedTime ?? now) - communication.connectedTime;

export const toCustomerStart = (leg: Leg, now: number): Announcement =>
  announce('customer.start', leg.conversation, {
    ...commonFields(leg, now),
    ...(leg.participant.externalContactId === undefined
      ? {}
      : { externalContactId: leg.participant.externalContactId }),
    conversationExternalContactIds: contactIds(leg.participant),
    conversationExternalOrganizationIds: [],
    ...(leg.conversation.webchatSessionId === undefined
      ? {}
      : { journeyContext: { sessionId: leg.conversation.webchatSessionId, sessionIdType: 'web' } }),
    divisionId: leg.conversation.divisionId,
  });

export const toCustomerEnd = (leg: Leg, now: number): Announcement =>
  announce('customer.end', leg.conversation, {
    ...commonFields(leg, now),
    ...(leg.participant.externalContactId === undefined
      ? {}
      : { externalContactId: leg.participant.externalContactId }),
    conversationExternalContactIds: contactIds(leg.participant),
    interactingDurationMs: interactingMs(leg, now),
    divisionId: leg.conversation.divisionId,
  });

export const toUserStart = (leg: Leg, now: number): Announcement =>
  announce('user.start', leg.conversation, {
    ...commonFields(leg, now),
    userId: leg.participant.userId,
    queueId: leg.participant.queueId,
  });

export const toUserEnd = (leg: Leg, now: number): Announcement =>
  announce('user.end', leg.conversation, {
    ...commonFields(leg, now),
    userId: leg.participant.userId,
    queueId: leg.participant.queueId,
    interactingDurationMs: interactingMs(leg, now),
    heldDurationMs: 0,
    alertingDurationMs: 0,
  });

export const toAcdStart = (leg: Leg, now: number): Announcement =>
  announce('acd.start', leg.conversation, {
    ...commonFields(leg, now),
    queueId: leg.participant.queueId,
    routingPriority: 0,
    requestedRoutingSkillIds: [],
    skillExpressionApplied: false,
  });

export interface AcdResult {
  readonly acdOutcome: 'ABANDON' | 'ANSWERED' | 'FLOW_OUT';
  readonly answeredUserId?: string;
}

export const toAcdEnd = (leg: Leg, now: number, result: AcdResult): Announcement =>
  announce('acd.end', leg.conversation, {
    ...commonFields(leg, now),
    queueId: leg.participant.queueId,
    ...result,
    requestedRoutings: ['Standard'],
    usedRouting: 'Standard',
    connectedDurationMs: interactingMs(leg, now),
  });

/** The only detail event without `messageType`: nothing in it says which channel it came from. */
export const toAttributes = (
  conversation: Conversation,
  participant: Participant,
  now: number,
): Announcement =>
  announce('attributes', conversation, {
    eventTime: now,
    conversationId: conversation.id,
    participantId: participant.id,
    attributes: { ...participant.attributes },
    conversationExternalContactIds: contactIds(participant),
    communications: participant.communications.map(({ id }) => ({ id, mediaType: 'MESSAGE' })),
  });

export const toContact = (leg: Leg, now: number): Announcement =>
  announce('contact', leg.conversation, {
    ...commonFields(leg, now),
    externalContactId: leg.participant.externalContactId,
    conversationExternalContactIds: contactIds(leg.participant),
    divisionId: leg.conversation.divisionId,
  });

export interface MissedMessages {
  readonly leg: Leg;
  readonly messages: readonly { readonly id: string; readonly eventTimeMs: number }[];
  readonly sessionExpiry: number;
}

export const toUndeliveredMessages = (missed: MissedMessages, now: number): Announcement => ({
  topic: 'v2.webmessaging.deployments.{id}.undelivered.messages',
  id: missed.leg.conversation.deploymentId,
  body: {
    conversationId: missed.leg.conversation.id,
    deploymentId: missed.leg.conversation.deploymentId,
    participantId: missed.leg.participant.id,
    communicationId: missed.leg.communication.id,
    externalContactId: missed.leg.participant.externalContactId,
    sessionExpiry: missed.sessionExpiry,
    messages: missed.messages,
    eventTimeMs: now,
  },
});
