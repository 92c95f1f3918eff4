import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { toAttributes, toContact, type Leg } from '../events/detail-events';
import { connectedAgentLeg, joinAgent, leaveAgent } from '../model/agents';
import {
  customerOf,
  disconnectTypes,
  isLive,
  newestCommunication,
  type Conversation,
} from '../model/conversation';
import { endConversation } from '../model/conversation-lifecycle';
import { closeTab } from '../model/guests';
import { sendOutbound } from '../model/outbound-messages';
import type { ControlDependencies } from './control-deps';
import { ControlRefusal, found, parseInput } from './control-input';
import { addMessengerRoutes } from './messenger-routes';
import { transcriptOf } from './received';
import { bodyOf, idOf } from './route-params';
import { toConversationView } from './conversation-view';

const text = v.pipe(v.string(), v.minLength(1));
const endSchema = v.strictObject({
  disconnectType: v.optional(v.picklist(disconnectTypes), 'peer'),
});
const agentSchema = v.strictObject({ userId: v.optional(text), queueId: v.optional(text) });
const messageSchema = v.strictObject({ text });
const attributesSchema = v.strictObject({ attributes: v.record(v.string(), v.string()) });
const contactSchema = v.strictObject({ contactId: text });

const demandLive = (conversation: Conversation): void => {
  if (!isLive(conversation)) {
    throw new ControlRefusal(409, `conversation ${conversation.id} is closed`);
  }
};

const agentLegOf = (conversation: Conversation): Leg => {
  const leg = connectedAgentLeg(conversation);
  if (leg === undefined) throw new ControlRefusal(409, 'no agent is connected; use agent-join');
  return leg;
};

/** What happens to a conversation on the contact centre's side. */
export const addConversationRoutes = (app: FastifyInstance, deps: ControlDependencies): void => {
  const { platform } = deps;
  const conversationOf = (request: FastifyRequest): Conversation =>
    found(platform.conversations.get(idOf(request)), 'conversation', idOf(request));
  addMessengerRoutes(app, deps);

  app.get('/control/conversations', () =>
    [...platform.conversations.values()].map((each) => toConversationView(platform, each)),
  );
  app.get('/control/conversations/:id', (request) =>
    toConversationView(platform, conversationOf(request)),
  );
  app.get('/control/conversations/:id/transcript', (request) =>
    transcriptOf(conversationOf(request)),
  );

  app.post('/control/conversations/:id/close-tab', (request) => {
    const conversation = conversationOf(request);
    closeTab(platform, conversation.recipient, conversation.deploymentId);
    return toConversationView(platform, conversation);
  });

  app.post('/control/conversations/:id/end', (request) => {
    const conversation = conversationOf(request);
    const { disconnectType } = parseInput(endSchema, bodyOf(request));
    demandLive(conversation);
    endConversation(platform, conversation, disconnectType);
    return toConversationView(platform, conversation);
  });

  app.post('/control/conversations/:id/agent-join', (request) => {
    const conversation = conversationOf(request);
    const arrival = parseInput(agentSchema, bodyOf(request));
    demandLive(conversation);
    const leg = joinAgent(platform, conversation, arrival);
    return {
      participantId: leg.participant.id,
      communicationId: leg.communication.id,
      userId: leg.participant.userId,
      queueId: leg.participant.queueId,
    };
  });

  app.post('/control/conversations/:id/agent-leave', (request) => {
    const conversation = conversationOf(request);
    leaveAgent(platform, agentLegOf(conversation));
    return toConversationView(platform, conversation);
  });

  app.post('/control/conversations/:id/agent-message', (request) => {
    const conversation = conversationOf(request);
    const input = parseInput(messageSchema, bodyOf(request));
    const leg = agentLegOf(conversation);
    const message = sendOutbound(platform, conversation, {
      text: input.text,
      from: { kind: 'agent', id: leg.participant.userId ?? leg.participant.id },
      originatingEntity: 'Human',
      communicationId: leg.communication.id,
    });
    return { messageId: message.id, status: message.status };
  });

  app.post('/control/conversations/:id/attributes', (request) => {
    const conversation = conversationOf(request);
    const { attributes } = parseInput(attributesSchema, bodyOf(request));
    const participant = found(customerOf(conversation), 'customer', conversation.id);
    Object.assign(participant.attributes, attributes);
    platform.listeners.announced(toAttributes(conversation, participant, platform.clock.now()));
    return { attributes: participant.attributes };
  });

  /** The contact centre finds out who the guest is: the conversation moves to another contact. */
  app.post('/control/conversations/:id/contact', (request) => {
    const conversation = conversationOf(request);
    const { contactId } = parseInput(contactSchema, bodyOf(request));
    found(platform.contacts.get(contactId), 'contact', contactId);
    const participant = found(customerOf(conversation), 'customer', conversation.id);
    const communication = found(newestCommunication(participant), 'leg', participant.id);
    reassign(deps, conversation, contactId);
    participant.externalContactId = contactId;
    const leg = { conversation, participant, communication };
    platform.listeners.announced(toContact(leg, platform.clock.now()));
    return toConversationView(platform, conversation);
  });
};

const reassign = (
  { platform }: ControlDependencies,
  conversation: Conversation,
  contactId: string,
): void => {
  const { conversationsByRecipient, guestSessions } = platform;
  const previous = conversation.recipient;
  const remaining = (conversationsByRecipient.get(previous) ?? []).filter(
    ({ id }) => id !== conversation.id,
  );
  conversationsByRecipient.set(previous, remaining);
  const known = conversationsByRecipient.get(contactId) ?? [];
  conversationsByRecipient.set(contactId, [...known, conversation]);
  conversation.recipient = contactId;
  for (const session of guestSessions.values()) {
    if (session.contactId === previous && session.deploymentId === conversation.deploymentId) {
      session.contactId = contactId;
    }
  }
};
