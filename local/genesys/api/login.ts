import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { OAuthClient } from '../model/oauth-client';
import type { Platform } from '../model/platform';
import { issueToken } from '../model/token-issue';

interface Credentials {
  readonly id: string;
  readonly secret: string;
}

/** The login host has its own error shape, not the platform's ErrorBody. */
interface LoginRefusal {
  readonly status: number;
  readonly error: string;
  readonly description: string;
}

const basicCredentials = (authorization: string | undefined): Credentials | undefined => {
  const encoded = /^basic +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [id = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return { id: decodeURIComponent(id), secret: decodeURIComponent(rest.join(':')) };
};

const formCredentials = (form: URLSearchParams): Credentials => ({
  id: form.get('client_id') ?? '',
  secret: form.get('client_secret') ?? '',
});

const readForm = (request: FastifyRequest): URLSearchParams | undefined => {
  const type = request.headers['content-type'] ?? '';
  if (!type.toLowerCase().startsWith('application/x-www-form-urlencoded')) return undefined;
  return new URLSearchParams(Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '');
};

const refuseGrant = (grantType: string | null): LoginRefusal | undefined => {
  if (grantType === 'client_credentials') return undefined;
  return grantType === null
    ? { status: 400, error: 'invalid_request', description: 'grant_type is missing' }
    : {
        status: 400,
        error: 'unsupported_grant_type',
        description: `grant type ${grantType} is not supported`,
      };
};

const refuseClient = (
  platform: Platform,
  client: OAuthClient | undefined,
  secret: string,
): LoginRefusal | undefined => {
  const status = platform.settings.loginRefusalStatus;
  if (client === undefined) {
    return { status, error: 'invalid_client', description: 'client not found' };
  }
  if (client.secret !== secret) {
    return { status, error: 'invalid_client', description: 'authentication failed' };
  }
  if (client.state !== 'active') {
    return { status, error: 'invalid_client', description: 'client is not active' };
  }
  return client.grant === 'CLIENT-CREDENTIALS'
    ? undefined
    : {
        status: 400,
        error: 'unauthorized_client',
        description: 'grant type is not allowed for this client',
      };
};

const sendLoginRefusal = (reply: FastifyReply, refusal: LoginRefusal): FastifyReply =>
  reply.code(refusal.status).send({
    error: refusal.error,
    description: refusal.description,
    error_description: refusal.description,
  });

const logIn = (platform: Platform, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const form = readForm(request);
  if (form === undefined) {
    const description = 'expected application/x-www-form-urlencoded';
    return sendLoginRefusal(reply, { status: 400, error: 'invalid_request', description });
  }
  const { id, secret } = basicCredentials(request.headers.authorization) ?? formCredentials(form);
  const client = platform.oauthClients.get(id);
  const refusal = refuseGrant(form.get('grant_type')) ?? refuseClient(platform, client, secret);
  if (refusal !== undefined) return sendLoginRefusal(reply, refusal);
  if (client === undefined) throw new Error('an admitted client is known');
  const token = issueToken(platform, client);
  return reply.header('cache-control', 'no-store').send({
    access_token: token.value,
    token_type: 'bearer',
    expires_in: client.accessTokenValiditySeconds,
  });
};

export const addLogin = (app: FastifyInstance, platform: Platform): void => {
  app.post('/oauth/token', (request, reply) => logIn(platform, request, reply));
};
