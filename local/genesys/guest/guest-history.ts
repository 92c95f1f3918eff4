import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { bearerOf } from '../api/authentication';
import { Refusal } from '../api/refusal';
import { isExpired, type GuestSession } from '../model/guest-session';
import { historyOf, markSeen } from '../model/guests';
import type { Platform } from '../model/platform';
import { toStructuredMessage } from './structured-message';

const pageNumber = (fallback: number, most: number) =>
  v.fallback(
    v.pipe(v.string(), v.toNumber(), v.integer(), v.minValue(1), v.maxValue(most)),
    fallback,
  );

const querySchema = v.object({
  pageSize: pageNumber(25, 500),
  pageNumber: pageNumber(1, 1_000_000),
});

const demandGuest = (platform: Platform, authorization: string | undefined): GuestSession => {
  const jwt = platform.guestJwts.get(bearerOf(authorization) ?? '');
  const now = platform.clock.now();
  if (jwt === undefined || now >= jwt.expiresAt) {
    throw new Refusal({
      status: 401,
      code: 'bad.credentials',
      message: 'Invalid login credentials.',
    });
  }
  const session = platform.guestSessions.get(jwt.guestToken);
  if (session === undefined) {
    throw new Refusal({ status: 404, code: 'session.not.found', message: 'Session not found.' });
  }
  if (isExpired(session, now)) {
    throw new Refusal({ status: 404, code: 'session.expired', message: 'Session expired.' });
  }
  return session;
};

/** The history that Messenger loads when the tab is opened again; newest first. */
export const addGuestHistory = (app: FastifyInstance, platform: Platform): void => {
  app.get('/api/v2/webmessaging/messages', (request, reply) => {
    const session = demandGuest(platform, request.headers.authorization);
    const { pageSize, pageNumber: page } = v.parse(querySchema, Object.assign({}, request.query));
    const messages = historyOf(platform, session).toReversed();
    const start = (page - 1) * pageSize;
    const shown = messages.slice(start, start + pageSize);
    markSeen(platform, shown);
    const nickname = platform.settings.agentlessSenderName;
    return reply.send({
      entities: shown.map((message) =>
        toStructuredMessage(message, { correlationId: message.id, nickname }),
      ),
      pageSize,
      pageNumber: page,
      total: messages.length,
      pageCount: Math.ceil(messages.length / pageSize),
    });
  });
};
