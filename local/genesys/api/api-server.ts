import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { Platform } from '../model/platform';
import { countAgainstLimit } from './authentication';
import { agentlessOperations } from './agentless-operations';
import { contactOperations } from './contact-operations';
import { conversationOperations } from './conversation-operations';
import { messageOperations } from './message-operations';
import { addOperations } from './operation';
import { outboundOperations } from './outbound-operations';
import { addLogin } from './login';
import { Refusal, toErrorBody, type RefusalFacts } from './refusal';
import { tokenOperations } from './token-operations';
import { addGuestHistory } from '../guest/guest-history';
import { threadOperations } from '../thread/thread-operations';

/** The front door enforces the real limits; the router must not have a smaller one of its own. */
const routerBodyLimit = 64 * 1024 * 1024;

const sendRefusal = (reply: FastifyReply, facts: RefusalFacts): FastifyReply => {
  const contextId = String(reply.getHeader('inin-correlation-id') ?? '');
  if (facts.retryAfterSeconds !== undefined)
    void reply.header('retry-after', facts.retryAfterSeconds);
  return reply.code(facts.status).send(toErrorBody(facts, contextId));
};

const methodPatterns = (app: FastifyInstance): (() => { method: string; path: RegExp }[]) => {
  const known: { method: string; path: RegExp }[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    const path = new RegExp(`^${url.replace(/:[^/]+/g, '[^/]+')}$`);
    for (const name of [method].flat()) known.push({ method: name, path });
  });
  return () => known;
};

const refuseUnknownPaths = (app: FastifyInstance): void => {
  const known = methodPatterns(app);
  app.setNotFoundHandler((request, reply) => {
    const [path = ''] = request.url.split('?');
    const methods = known()
      .filter((route) => route.path.test(path))
      .map(({ method }) => method);
    if (methods.length === 0) {
      return sendRefusal(reply, { status: 404, code: 'not.found', message: 'HTTP 404 Not Found' });
    }
    void reply.header('allow', methods.join(', '));
    return sendRefusal(reply, {
      status: 405,
      code: 'method.not.allowed',
      message: 'HTTP 405 Method Not Allowed',
    });
  });
};

const answerErrors = (app: FastifyInstance, reportBug: (error: unknown) => void): void => {
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof Refusal) return sendRefusal(reply, error.facts);
    reportBug(error);
    return sendRefusal(reply, {
      status: 500,
      code: 'internal.server.error',
      message: 'The server encountered an unexpected condition.',
    });
  });
};

/** Login, platform dialect, thread dialect and guest history: all that a client of Genesys Cloud sees over HTTP. */
export const createApiServer = (
  platform: Platform,
  reportBug: (error: unknown) => void,
): FastifyInstance => {
  const app = Fastify({ bodyLimit: routerBodyLimit, exposeHeadRoutes: false });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header('inin-correlation-id', platform.identifiers.uuid('correlation'));
    if (request.url.startsWith('/api/')) {
      const { allowed, resetSeconds } = countAgainstLimit(platform);
      void reply.headers({
        'inin-ratelimit-count': 0,
        'inin-ratelimit-allowed': allowed,
        'inin-ratelimit-reset': resetSeconds,
      });
    }
    done();
  });
  refuseUnknownPaths(app);
  answerErrors(app, reportBug);
  addLogin(app, platform);
  addGuestHistory(app, platform);
  addOperations(app, platform, [
    ...tokenOperations,
    ...conversationOperations,
    ...messageOperations,
    ...agentlessOperations,
    ...outboundOperations,
    ...contactOperations,
    ...threadOperations,
  ]);
  return app;
};
