import { endConversation } from '../model/conversation-lifecycle';
import { findLiveConversation } from '../model/conversation-lookup';
import { isExpired, type GuestSession } from '../model/guest-session';
import { createGuestSession, keepAlive } from '../model/guests';
import type { Platform } from '../model/platform';
import { attach, detach, type GuestConnection } from './guest-connection';
import {
  guestErrors,
  toErrorFrame,
  toResponseFrame,
  type GuestFrame,
  type ServerFrame,
} from './guest-frames';

type FrameOf<Action extends GuestFrame['action']> = Extract<GuestFrame, { action: Action }>;

const expiryFields = (platform: Platform, session: GuestSession): Record<string, number> => ({
  durationSeconds: platform.settings.guestSessionDurationSeconds,
  expirationDate: Math.floor(session.expiresAt / 1000),
});

interface SessionNews {
  readonly newSession: boolean;
  readonly clearedExistingSession: boolean;
}

const toSessionResponse = (
  platform: Platform,
  session: GuestSession,
  news: SessionNews,
): ServerFrame =>
  toResponseFrame('SessionResponse', {
    connected: true,
    ...news,
    readOnly: session.readOnly,
    maxCustomDataBytes: 2048,
    allowedMedia: {
      inbound: { fileTypes: [{ type: 'image/png' }], maxFileSizeKB: 10240 },
    },
    blockedExtensions: ['.exe'],
    ...expiryFields(platform, session),
    autoStarted: false,
  });

/** A guest whom nobody knows yet gets an anonymous contact, as cookie-identified guests do. */
const createGuest = (platform: Platform, deploymentId: string, token: string): GuestSession => {
  const contactId = platform.identifiers.uuid('contact');
  platform.contacts.set(contactId, {
    id: contactId,
    name: 'Guest',
    divisionId: platform.homeDivisionId,
    anonymous: true,
  });
  return createGuestSession(platform, { token, deploymentId, contactId });
};

const liveConversationOf = (platform: Platform, session: GuestSession) =>
  findLiveConversation(platform, {
    channel: 'webmessaging',
    deploymentId: session.deploymentId,
    recipient: session.contactId,
  });

/** Starting anew leaves the old conversation behind: it ends, and the next message does not thread into it. */
const startAnew = (platform: Platform, session: GuestSession): boolean => {
  const live = liveConversationOf(platform, session);
  if (live !== undefined) endConversation(platform, live, 'client');
  session.startNew = true;
  session.readOnly = false;
  return live !== undefined;
};

/** The same token resumes the same session: the token is all that a browser keeps. */
export const configureSession = (
  connection: GuestConnection,
  frame: FrameOf<'configureSession'>,
): void => {
  const { platform } = connection;
  const { deploymentId, token, startNew, tracingId } = frame;
  if (deploymentId !== connection.deploymentId) {
    const text = 'The deployment differs from that of the connection';
    connection.send(toErrorFrame(guestErrors.sessionNotFound, text), tracingId);
    return;
  }
  const known = platform.guestSessions.get(token);
  if (known !== undefined && isExpired(known, platform.clock.now())) {
    connection.send(toErrorFrame(guestErrors.sessionExpired, 'Session expired'), tracingId);
    return;
  }
  const session = known ?? createGuest(platform, deploymentId, token);
  const cleared = startNew && known !== undefined && startAnew(platform, session);
  keepAlive(platform, session);
  attach(connection, session);
  const newSession = known === undefined || startNew;
  connection.send(
    toSessionResponse(platform, session, { newSession, clearedExistingSession: cleared }),
    tracingId,
  );
};

export const answerEcho = (
  { platform, send }: GuestConnection,
  session: GuestSession,
  frame: FrameOf<'echo'>,
): void => {
  send(
    toResponseFrame('StructuredMessage', {
      id: 'echo_id',
      type: 'Text',
      text: frame.message.text,
      direction: 'Inbound',
      channel: { time: new Date(platform.clock.now()).toISOString() },
      metadata: expiryFields(platform, session),
    }),
    frame.tracingId,
  );
};

const jwtLifetimeMs = 3_600_000;

/** The bearer of the history call. */
export const answerJwt = (
  { platform, send }: GuestConnection,
  session: GuestSession,
  frame: FrameOf<'getJwt'>,
): void => {
  const jwt = ['header', 'payload', 'signature']
    .map((part) => platform.identifiers.hex(`jwt-${part}`, 32))
    .join('.');
  const expiresAt = platform.clock.now() + jwtLifetimeMs;
  platform.guestJwts.set(jwt, { guestToken: session.token, expiresAt });
  send(toResponseFrame('JwtResponse', { jwt, exp: Math.floor(expiresAt / 1000) }), frame.tracingId);
};

export const closeSession = (
  connection: GuestConnection,
  _session: GuestSession,
  frame: FrameOf<'closeSession'>,
): void => {
  const closed = toResponseFrame('SessionResponse', { connected: false, readOnly: true });
  if (frame.closeAllConnections) connection.broadcast(closed, frame.tracingId);
  else connection.send(closed, frame.tracingId);
  detach(connection);
};

export const disconnectCustomer = ({ platform }: GuestConnection, session: GuestSession): void => {
  const live = liveConversationOf(platform, session);
  if (live !== undefined) endConversation(platform, live, 'client');
};
