import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import type { ControlDependencies } from './control-deps';
import { parseInput } from './control-input';
import { toConversationView } from './conversation-view';
import { receivedBy, transcriptOf } from './received';

const querySchema = v.strictObject({
  since: v.optional(v.pipe(v.string(), v.toNumber(), v.integer(), v.minValue(0)), '0'),
  bodies: v.optional(v.picklist(['true', 'false']), 'false'),
});

const countBy = (keys: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
};

/** What really happened, whatever any client was told. */
export const addTruthRoutes = (app: FastifyInstance, deps: ControlDependencies): void => {
  const { platform, requests, events, eventSources, faults } = deps;

  app.get('/control/health', () => ({
    status: 'ok',
    organizationId: platform.organization.id,
    now: new Date(platform.clock.now()).toISOString(),
  }));

  app.get('/control/requests', (request) => {
    const { since, bodies } = parseInput(querySchema, Object.assign({}, request.query));
    return requests
      .since(since)
      .map(({ body, ...record }) => (bodies === 'true' ? { ...record, body } : record));
  });

  app.get('/control/truth', () => {
    const conversations = [...platform.conversations.values()];
    const recorded = requests.since(0);
    return {
      conversations: conversations.map((each) => toConversationView(platform, each)),
      transcripts: Object.fromEntries(conversations.map((each) => [each.id, transcriptOf(each)])),
      received: Object.fromEntries(
        [...platform.conversationsByRecipient.keys()].map((recipient) => [
          recipient,
          receivedBy(platform, recipient),
        ]),
      ),
      counters: {
        ...platform.counters,
        requests: recorded.length,
        requestsByStatus: countBy(recorded.map(({ status }) => String(status ?? 'unanswered'))),
        requestsByPath: countBy(recorded.map(({ method, path }) => `${method} ${path}`)),
        tokensIssued: [...platform.oauthClients.values()].reduce(
          (sum, client) => sum + client.tokensIssued,
          0,
        ),
        events: events.list().length,
        faults: faults.list().reduce((sum, { hits }) => sum + hits, 0),
      },
      eventSources: eventSources.list(),
    };
  });

  app.post('/control/reset', () => deps.reset());
};
