import * as v from 'valibot';
import { isExpired, type GuestSession } from '../model/guest-session';
import type { GuestConnection } from './guest-connection';
import {
  guestErrors,
  guestFrameSchema,
  toErrorFrame,
  toResponseFrame,
  unavailableActions,
  type GuestFrame,
} from './guest-frames';
import { takeMessage } from './message-frames';
import {
  answerEcho,
  answerJwt,
  closeSession,
  configureSession,
  disconnectCustomer,
} from './session-frames';

/** Says whether one more message of this session is still within its rate. */
export type AdmitMessage = (session: GuestSession) => boolean;

type SessionFrame = Exclude<GuestFrame, { action: 'configureSession' | 'getConfiguration' }>;

const retryAfterSeconds = 3;

const refuseRate = ({ send }: GuestConnection, tracingId: string | undefined): void => {
  send(
    {
      type: 'response',
      class: 'TooManyRequestsErrorMessage',
      code: 429,
      body: {
        retryAfter: retryAfterSeconds,
        errorCode: guestErrors.rateTooHigh,
        errorMessage: 'Message rate too high for this session',
      },
    },
    tracingId,
  );
};

const sessionOf = (connection: GuestConnection, frame: SessionFrame): GuestSession | undefined => {
  const { session, platform, send } = connection;
  if (session?.token !== frame.token || !platform.guestSessions.has(frame.token)) {
    send(toErrorFrame(guestErrors.sessionNotFound, 'Session not found'), frame.tracingId);
    return undefined;
  }
  if (isExpired(session, platform.clock.now())) {
    send(toErrorFrame(guestErrors.sessionExpired, 'Session expired'), frame.tracingId);
    return undefined;
  }
  return session;
};

const dispatchToSession = (
  connection: GuestConnection,
  frame: SessionFrame,
  admit: AdmitMessage,
): void => {
  const session = sessionOf(connection, frame);
  if (session === undefined) return;
  switch (frame.action) {
    case 'onMessage':
      if (admit(session)) takeMessage(connection, session, frame);
      else refuseRate(connection, frame.tracingId);
      return;
    case 'echo':
      answerEcho(connection, session, frame);
      return;
    case 'getJwt':
      answerJwt(connection, session, frame);
      return;
    case 'closeSession':
      closeSession(connection, session, frame);
      return;
    case 'disconnectCustomer':
      disconnectCustomer(connection, session);
      return;
  }
};

const dispatch = (connection: GuestConnection, frame: GuestFrame, admit: AdmitMessage): void => {
  if (frame.action === 'configureSession') {
    configureSession(connection, frame);
    return;
  }
  if (frame.action === 'getConfiguration') {
    const configuration = { deploymentId: connection.deploymentId };
    connection.send(toResponseFrame('GetConfigurationResponse', configuration), frame.tracingId);
    return;
  }
  dispatchToSession(connection, frame, admit);
};

const actionSchema = v.object({ action: v.string() });

const parseJson = (text: string): unknown => {
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed;
  } catch {
    return undefined;
  }
};

export const takeFrame = (connection: GuestConnection, text: string, admit: AdmitMessage): void => {
  const input = parseJson(text);
  const frame = v.safeParse(guestFrameSchema, input);
  if (frame.success) {
    dispatch(connection, frame.output, admit);
    return;
  }
  const named = v.safeParse(actionSchema, input);
  if (named.success && unavailableActions.includes(named.output.action)) {
    connection.send(toErrorFrame(guestErrors.featureUnavailable, 'Feature unavailable'));
    return;
  }
  const [issue] = frame.issues;
  const field = v.getDotPath(issue) ?? 'frame';
  connection.send(
    toErrorFrame(guestErrors.missingParameter, `Missing or wrong parameter: ${field}`),
  );
};
