import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { clientStates, grants, type OAuthClient } from '../model/oauth-client';
import { createOAuthClient, newSecret } from '../model/oauth-client-creation';
import { issueToken, revokeTokens } from '../model/token-issue';
import type { ControlDependencies } from './control-deps';
import { found, parseInput } from './control-input';
import { bodyOf, idOf } from './route-params';

const text = v.pipe(v.string(), v.minLength(1));
const positive = v.pipe(v.number(), v.integer(), v.minValue(1));

const permission = v.pipe(
  v.string(),
  v.regex(/^(\*|[\w*]+:[\w*]+:[\w*]+)$/, 'domain:entity:action, each part may be *'),
);

/** Genesys allows 300 s to 48 h; shorter lives are admitted here to rehearse expiry without waiting. */
const validity = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(172_800));

const roleFields = {
  permissions: v.optional(v.array(permission)),
  scopes: v.optional(v.array(text)),
  divisionIds: v.optional(v.array(text)),
  accessTokenValiditySeconds: v.optional(validity),
  requestsPerMinute: v.optional(positive),
};

const creationSchema = v.strictObject({
  ...roleFields,
  name: v.optional(text),
  grant: v.optional(v.picklist(grants)),
});

const changeSchema = v.strictObject({
  ...roleFields,
  state: v.optional(v.picklist(clientStates)),
  regenerateSecret: v.optional(v.literal(true)),
});

const userTokenSchema = v.strictObject({ userId: v.optional(text) });

const toView = (client: OAuthClient): Record<string, unknown> => ({
  clientId: client.id,
  name: client.name,
  grant: client.grant,
  permissions: client.permissions,
  scopes: client.scopes,
  divisionIds: client.divisionIds,
  accessTokenValiditySeconds: client.accessTokenValiditySeconds,
  requestsPerMinute: client.requestsPerMinute ?? null,
  state: client.state,
  tokensIssued: client.tokensIssued,
});

const withoutUndefined = <Fields extends object>(fields: Fields): Partial<Fields> => {
  const kept: Partial<Fields> = {};
  return Object.assign(
    kept,
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
  );
};

export const addOAuthClientRoutes = (
  app: FastifyInstance,
  { platform }: ControlDependencies,
): void => {
  const clientOf = (id: string): OAuthClient =>
    found(platform.oauthClients.get(id), 'OAuth client', id);

  app.post('/control/oauth-clients', (request, reply) => {
    const client = createOAuthClient(platform, parseInput(creationSchema, bodyOf(request)));
    return reply.code(201).send({ ...toView(client), clientSecret: client.secret });
  });

  app.get('/control/oauth-clients', () => [...platform.oauthClients.values()].map(toView));

  app.get('/control/oauth-clients/:id', (request) => toView(clientOf(idOf(request))));

  app.patch('/control/oauth-clients/:id', (request) => {
    const client = clientOf(idOf(request));
    const { regenerateSecret, ...changes } = parseInput(changeSchema, bodyOf(request));
    Object.assign(client, withoutUndefined(changes));
    if (regenerateSecret === undefined) return toView(client);
    client.secret = newSecret(platform);
    return { ...toView(client), clientSecret: client.secret };
  });

  /** A person's token, as a login in a browser would give it. */
  app.post('/control/oauth-clients/:id/user-tokens', (request, reply) => {
    const client = clientOf(idOf(request));
    const { userId } = parseInput(userTokenSchema, bodyOf(request));
    const token = issueToken(platform, client, userId ?? platform.identifiers.uuid('user'));
    return reply.code(201).send({ accessToken: token.value, userId: token.userId });
  });

  app.delete('/control/oauth-clients/:id/tokens', (request) => ({
    revoked: revokeTokens(platform, clientOf(idOf(request)).id),
  }));
};
