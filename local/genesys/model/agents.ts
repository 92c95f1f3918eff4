import { toAcdEnd, toAcdStart, toUserEnd, toUserStart, type Leg } from '../events/detail-events';
import { addParticipant, connectLeg, disconnectLeg } from './conversation-lifecycle';
import { newestCommunication, type Conversation } from './conversation';
import type { Platform } from './platform';

export interface AgentArrival {
  readonly userId?: string | undefined;
  readonly queueId?: string | undefined;
}

/** The agent's leg that messages are sent on; undefined when no agent is connected. */
export const connectedAgentLeg = (conversation: Conversation): Leg | undefined => {
  for (const participant of conversation.participants.toReversed()) {
    const communication = newestCommunication(participant);
    if (participant.purpose === 'agent' && communication?.state === 'connected') {
      return { conversation, participant, communication };
    }
  }
  return undefined;
};

/** The queue offers the conversation, the agent answers: acd.start, acd.end, user.start. */
export const joinAgent = (
  platform: Platform,
  conversation: Conversation,
  arrival: AgentArrival,
): Leg => {
  const { identifiers, listeners, clock } = platform;
  const userId = arrival.userId ?? identifiers.uuid('user');
  const queueId = arrival.queueId ?? identifiers.uuid('queue');
  const queue = addParticipant(platform, conversation, { purpose: 'acd', name: 'Queue', queueId });
  const queueLeg = {
    conversation,
    participant: queue,
    communication: connectLeg(platform, conversation, queue, 'inbound'),
  };
  listeners.announced(toAcdStart(queueLeg, clock.now()));
  disconnectLeg(platform, queueLeg, 'transfer');
  listeners.announced(
    toAcdEnd(queueLeg, clock.now(), { acdOutcome: 'ANSWERED', answeredUserId: userId }),
  );
  const participant = addParticipant(platform, conversation, {
    purpose: 'agent',
    name: 'Agent',
    userId,
    queueId,
  });
  const communication = connectLeg(platform, conversation, participant, 'inbound');
  const leg = { conversation, participant, communication };
  listeners.announced(toUserStart(leg, clock.now()));
  return leg;
};

export const leaveAgent = (platform: Platform, leg: Leg): void => {
  disconnectLeg(platform, leg, 'client');
  platform.listeners.announced(toUserEnd(leg, platform.clock.now()));
};
