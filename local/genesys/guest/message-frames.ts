import { toAttributes } from '../events/detail-events';
import { customerOf, type Conversation } from '../model/conversation';
import { endConversation } from '../model/conversation-lifecycle';
import { findLiveConversation } from '../model/conversation-lookup';
import type { GuestSession } from '../model/guest-session';
import { enterConversation, keepAlive, sayAsCustomer } from '../model/guests';
import type { GuestConnection } from './guest-connection';
import {
  guestErrors,
  toErrorFrame,
  toMessageFrame,
  toResponseFrame,
  type GuestFrame,
  type ServerFrame,
} from './guest-frames';
import { toStructuredMessage } from './structured-message';

type MessageFrame = Extract<GuestFrame, { action: 'onMessage' }>;
type TextMessage = Extract<MessageFrame['message'], { type: 'Text' }>;

const customAttributesMaxBytes = 2048;

const customAttributesOf = (
  frame: MessageFrame,
  message: TextMessage,
): Record<string, unknown> | undefined =>
  message.channel?.metadata?.customAttributes ?? frame.channel?.metadata?.customAttributes;

const refuseText = (
  { platform }: GuestConnection,
  message: TextMessage,
  attributes: Record<string, unknown> | undefined,
): ServerFrame | undefined => {
  if (message.text === '') {
    return toErrorFrame(guestErrors.missingParameter, 'Message text is missing');
  }
  if (message.text.length > platform.settings.webmessagingTextLimit) {
    return toErrorFrame(guestErrors.messageTooLong, 'Message text is too long');
  }
  const size = attributes === undefined ? 0 : Buffer.byteLength(JSON.stringify(attributes));
  return size > customAttributesMaxBytes
    ? toErrorFrame(
        guestErrors.customAttributesTooLarge,
        'Custom Attributes in channel metadata is larger than 2048 bytes',
      )
    : undefined;
};

/** Attributes of a message become attributes of the customer, under `context.`. */
const keepAttributes = (
  { platform }: GuestConnection,
  conversation: Conversation,
  attributes: Record<string, unknown> | undefined,
): void => {
  const customer = customerOf(conversation);
  if (attributes === undefined || customer === undefined) return;
  for (const [name, value] of Object.entries(attributes)) {
    customer.attributes[`context.${name}`] =
      typeof value === 'string' ? value : JSON.stringify(value);
  }
  const event = toAttributes(conversation, customer, platform.clock.now());
  platform.listeners.announced(event);
};

const takeText = (
  connection: GuestConnection,
  session: GuestSession,
  frame: MessageFrame,
  message: TextMessage,
): void => {
  const { platform } = connection;
  const attributes = customAttributesOf(frame, message);
  const refusal = refuseText(connection, message, attributes);
  if (refusal !== undefined) {
    connection.send(refusal, frame.tracingId);
    return;
  }
  const conversation = enterConversation(platform, session);
  const said = sayAsCustomer(platform, conversation, message.text);
  keepAttributes(connection, conversation, attributes);
  const correlationId = platform.identifiers.uuid('guest-correlation');
  const echo = toStructuredMessage(said, { correlationId, nickname: '' });
  connection.broadcast(toMessageFrame(echo), frame.tracingId);
};

/** Messenger says Join when it is set to start conversations by itself. */
const join = (connection: GuestConnection, session: GuestSession, frame: MessageFrame): void => {
  const { platform, broadcast } = connection;
  enterConversation(platform, session);
  const id = platform.identifiers.uuid('guest-event');
  broadcast(
    toMessageFrame({
      id,
      type: 'Event',
      direction: 'Inbound',
      channel: { time: new Date(platform.clock.now()).toISOString(), messageId: id },
      events: [{ eventType: 'Presence', presence: { type: 'Join' } }],
      metadata: {},
    }),
    frame.tracingId,
  );
};

const clear = (connection: GuestConnection, session: GuestSession, frame: MessageFrame): void => {
  const { platform } = connection;
  if (platform.deployments.get(session.deploymentId)?.clearAllowed === false) {
    const text = 'Presence events Conversation Clear are not supported';
    connection.send(toErrorFrame(403, text), frame.tracingId);
    return;
  }
  const { deploymentId, contactId: recipient } = session;
  const live = findLiveConversation(platform, { channel: 'webmessaging', deploymentId, recipient });
  if (live !== undefined) endConversation(platform, live, 'client');
  connection.broadcast(toResponseFrame('SessionClearedEvent', {}));
  connection.broadcast(toResponseFrame('ConnectionClosedEvent', {}));
  platform.guestSessions.delete(session.token);
};

export const takeMessage = (
  connection: GuestConnection,
  session: GuestSession,
  frame: MessageFrame,
): void => {
  if (session.readOnly) {
    connection.send(toErrorFrame(403, 'The conversation is read only'), frame.tracingId);
    return;
  }
  keepAlive(connection.platform, session);
  const { message } = frame;
  if (message.type === 'Text') {
    takeText(connection, session, frame, message);
    return;
  }
  for (const { presence } of message.events) {
    if (presence.type === 'Join') join(connection, session, frame);
    else clear(connection, session, frame);
  }
};
