import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { customerOf, newestCommunication, type Conversation } from '../model/conversation';
import { findLiveConversation, liveGuestSessionOf } from '../model/conversation-lookup';
import type { GuestSession } from '../model/guest-session';
import {
  createGuestSession,
  enterConversation,
  keepAlive,
  openTab,
  sayAsCustomer,
} from '../model/guests';
import type { Platform } from '../model/platform';
import type { ControlDependencies } from './control-deps';
import { ControlRefusal, found, parseInput } from './control-input';
import { bodyOf, idOf } from './route-params';
import { toConversationView } from './conversation-view';

const text = v.pipe(v.string(), v.minLength(1));

const openSchema = v.strictObject({
  contactId: text,
  deploymentId: v.optional(text),
  webchatSessionId: v.optional(text),
  text: v.optional(text),
  startNew: v.optional(v.boolean(), false),
});
type OpenMessenger = v.InferOutput<typeof openSchema>;

const messageSchema = v.strictObject({ text });

const defaultDeployment = (platform: Platform): string => {
  const [first] = platform.deployments.keys();
  if (first === undefined) throw new ControlRefusal(409, 'no deployment exists');
  return first;
};

const sessionFor = (platform: Platform, input: OpenMessenger): GuestSession => {
  const deploymentId = input.deploymentId ?? defaultDeployment(platform);
  found(platform.deployments.get(deploymentId), 'deployment', deploymentId);
  found(platform.contacts.get(input.contactId), 'contact', input.contactId);
  const destination = {
    channel: 'webmessaging',
    deploymentId,
    recipient: input.contactId,
  } as const;
  const live = findLiveConversation(platform, destination);
  if (live !== undefined && !input.startNew) {
    throw new ControlRefusal(
      409,
      `contact ${input.contactId} has the live conversation ${live.id}; use its open-tab or customer-message`,
    );
  }
  return (
    liveGuestSessionOf(platform, input.contactId, deploymentId) ??
    createGuestSession(platform, { deploymentId, contactId: input.contactId })
  );
};

/** The guest's browser, without a browser: the tab counts as open until close-tab. */
export const addMessengerRoutes = (
  app: FastifyInstance,
  { platform }: ControlDependencies,
): void => {
  const conversationOf = (request: FastifyRequest): Conversation =>
    found(platform.conversations.get(idOf(request)), 'conversation', idOf(request));

  const sessionOf = (conversation: Conversation): GuestSession => {
    const { recipient, deploymentId } = conversation;
    const session = liveGuestSessionOf(platform, recipient, deploymentId);
    if (session === undefined) {
      const next = 'open Messenger anew with POST /control/conversations';
      throw new ControlRefusal(409, `the guest session has expired; ${next}`);
    }
    return session;
  };

  app.post('/control/conversations', (request, reply) => {
    const input = parseInput(openSchema, bodyOf(request));
    const session = sessionFor(platform, input);
    session.startNew = input.startNew;
    const conversation = enterConversation(platform, session, input.webchatSessionId);
    openTab(platform, session);
    if (input.text !== undefined) sayAsCustomer(platform, conversation, input.text);
    const customer = customerOf(conversation);
    return reply.code(201).send({
      conversationId: conversation.id,
      participantId: customer?.id,
      communicationId: newestCommunication(customer)?.id,
      webchatSessionId: conversation.webchatSessionId,
      guestToken: session.token,
      contactId: conversation.recipient,
      deploymentId: conversation.deploymentId,
    });
  });

  app.post('/control/conversations/:id/open-tab', (request) => {
    const conversation = conversationOf(request);
    openTab(platform, sessionOf(conversation));
    return toConversationView(platform, conversation);
  });

  /** Says something as the guest; into a closed conversation it threads, or starts another one. */
  app.post('/control/conversations/:id/customer-message', (request) => {
    const input = parseInput(messageSchema, bodyOf(request));
    const session = sessionOf(conversationOf(request));
    keepAlive(platform, session);
    const conversation = enterConversation(platform, session);
    const message = sayAsCustomer(platform, conversation, input.text);
    return { conversationId: conversation.id, messageId: message.id };
  });
};
