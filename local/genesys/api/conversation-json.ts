import {
  newestCommunication,
  type Communication,
  type Conversation,
  type Participant,
} from '../model/conversation';
import { toIsoTime, toMessageSummary } from './message-json';

const optionalTime = (name: string, time: number | undefined): Record<string, string> =>
  time === undefined ? {} : { [name]: toIsoTime(time) };

const optional = (name: string, value: unknown): Record<string, unknown> =>
  value === undefined ? {} : { [name]: value };

const toAddress = (address: string): Record<string, string> => ({
  name: address,
  addressNormalized: address,
  addressRaw: address,
});

const legState = (leg: Communication): Record<string, unknown> => ({
  state: leg.state,
  direction: leg.direction,
  connectedTime: toIsoTime(leg.connectedTime),
  ...optional('disconnectType', leg.disconnectType),
  toAddress: toAddress(leg.addressTo),
  fromAddress: toAddress(leg.addressFrom),
  provider: 'PureCloud Messaging',
  authenticated: false,
});

/** Whether the customer's leg repeats what others said is not documented. */
export type MessageListing = 'speaker' | 'speaker-and-customer';

interface View {
  readonly conversation: Conversation;
  readonly listing: MessageListing;
}

const wasHeardOn = (leg: Communication, time: number): boolean =>
  time >= leg.connectedTime && time <= (leg.disconnectedTime ?? Number.POSITIVE_INFINITY);

const messagesOf = (
  { conversation, listing }: View,
  participant: Participant,
  leg: Communication,
): Record<string, unknown>[] => {
  const hearsAll = listing === 'speaker-and-customer' && participant.purpose === 'customer';
  return conversation.messages
    .filter(({ communicationId, time }) =>
      hearsAll ? wasHeardOn(leg, time) : communicationId === leg.id,
    )
    .map((message) => toMessageSummary(conversation, message));
};

const toCommunication = (
  view: View,
  participant: Participant,
  leg: Communication,
): Record<string, unknown> => ({
  id: leg.id,
  initialState: 'connected',
  type: view.conversation.channel,
  ...legState(leg),
  ...optionalTime('disconnectedTime', leg.disconnectedTime),
  messages: messagesOf(view, participant, leg),
});

const participantFields = (participant: Participant): Record<string, unknown> => ({
  id: participant.id,
  name: participant.name,
  purpose: participant.purpose,
  startTime: toIsoTime(participant.startTime),
  connectedTime: toIsoTime(participant.startTime),
  ...optionalTime('endTime', participant.endTime),
  attributes: participant.attributes,
});

const toParticipant = (view: View, participant: Participant): Record<string, unknown> => ({
  ...participantFields(participant),
  ...optional('userId', participant.userId),
  ...optional('queueId', participant.queueId),
  ...optional('externalContactId', participant.externalContactId),
  messages: participant.communications.map((leg) => toCommunication(view, participant, leg)),
});

const divisionsOf = (conversation: Conversation): Record<string, unknown>[] => [
  { division: { id: conversation.divisionId }, entities: [] },
];

/** `GET /conversations/{id}`: the only shape that shows communication ids. */
export const toConversation = (
  conversation: Conversation,
  listing: MessageListing,
): Record<string, unknown> => ({
  id: conversation.id,
  startTime: toIsoTime(conversation.startTime),
  ...optionalTime('endTime', conversation.endTime),
  participants: conversation.participants.map((participant) =>
    toParticipant({ conversation, listing }, participant),
  ),
  divisions: divisionsOf(conversation),
  recentTransfers: [],
  selfUri: `/api/v2/conversations/${conversation.id}`,
});

const entity = (name: string, id: string | undefined): Record<string, unknown> =>
  id === undefined ? {} : { [name]: { id } };

const toFlatParticipant = (view: View, participant: Participant): Record<string, unknown> => {
  const leg = newestCommunication(participant);
  return {
    ...participantFields(participant),
    ...entity('user', participant.userId),
    ...entity('queue', participant.queueId),
    ...entity('externalContact', participant.externalContactId),
    ...(leg === undefined ? { state: 'none' } : legState(leg)),
    type: view.conversation.channel,
    messages: participant.communications.flatMap((each) => messagesOf(view, participant, each)),
  };
};

/** `GET /conversations/messages/{id}`: each participant flattened, no communication id, no `endTime` at the top. */
export const toMessageConversation = (
  conversation: Conversation,
  listing: MessageListing,
): Record<string, unknown> => ({
  id: conversation.id,
  participants: conversation.participants.map((participant) =>
    toFlatParticipant({ conversation, listing }, participant),
  ),
  divisions: divisionsOf(conversation),
  selfUri: `/api/v2/conversations/messages/${conversation.id}`,
});
