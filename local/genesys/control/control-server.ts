import Fastify, { type FastifyInstance } from 'fastify';
import { addClockRoutes } from './clock-routes';
import type { ControlDependencies } from './control-deps';
import { ControlRefusal } from './control-input';
import { addConversationRoutes } from './conversation-routes';
import { addCustomerRoutes } from './customer-routes';
import { addEventRoutes } from './event-routes';
import { addFaultRoutes } from './fault-routes';
import { addOAuthClientRoutes } from './oauth-client-routes';
import { addTruthRoutes } from './truth-routes';

const parseJson = (text: string): unknown => {
  if (text === '') return {};
  const parsed: unknown = JSON.parse(text);
  return parsed;
};

/** The operator's side of the simulator. Nothing of it exists in Genesys Cloud. */
export const createControlServer = (
  deps: ControlDependencies,
  reportBug: (error: unknown) => void,
): FastifyInstance => {
  const app = Fastify({ exposeHeadRoutes: false, bodyLimit: 64 * 1024 * 1024 });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, parseJson(body.toString()));
    } catch {
      done(new ControlRefusal(400, 'the body is not JSON'));
    }
  });
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof ControlRefusal) {
      return reply.code(error.status).send({ error: error.message, issues: error.issues });
    }
    reportBug(error);
    return reply.code(500).send({ error: 'the simulator itself failed, see its log', issues: [] });
  });
  app.setNotFoundHandler((request, reply) => {
    const error = `no control route ${request.method} ${request.url}; docs/simulator.md lists them`;
    return reply.code(404).send({ error, issues: [] });
  });
  addCustomerRoutes(app, deps);
  addOAuthClientRoutes(app, deps);
  addConversationRoutes(app, deps);
  addClockRoutes(app, deps);
  addFaultRoutes(app, deps);
  addEventRoutes(app, deps);
  addTruthRoutes(app, deps);
  return app;
};
