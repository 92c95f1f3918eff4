import type { Grant, OAuthClient } from './oauth-client';
import type { Platform } from './platform';
import { emptyRateWindow } from './rate-window';

/** The smallest role that can read a conversation, write into it and see what became of the message. */
export const minimumPermissions: readonly string[] = [
  'conversation:message:create',
  'conversation:communication:view',
  'conversation:webmessaging:view',
  'conversation:message:view',
  'externalContacts:contact:view',
  'conversation:threadingTimeline:view',
];

/** The scopes that the forum thread names. */
export const threadScopes: readonly string[] = [
  'messaging:conversation:write',
  'messaging:contact:write',
  'webchat:write',
];

export interface NewOAuthClient {
  readonly name?: string | undefined;
  readonly grant?: Grant | undefined;
  readonly permissions?: readonly string[] | undefined;
  readonly scopes?: readonly string[] | undefined;
  readonly divisionIds?: readonly string[] | undefined;
  readonly accessTokenValiditySeconds?: number | undefined;
  readonly requestsPerMinute?: number | undefined;
}

export const newSecret = (platform: Platform): string =>
  platform.identifiers.hex('client-secret', 43);

/** A day, as Genesys takes it when nothing is said. */
const defaultValiditySeconds = 86_400;

export const createOAuthClient = (platform: Platform, wanted: NewOAuthClient): OAuthClient => {
  const client: OAuthClient = {
    id: platform.identifiers.uuid('oauth-client'),
    name: wanted.name ?? 'Simulated client',
    grant: wanted.grant ?? 'CLIENT-CREDENTIALS',
    roleId: platform.identifiers.uuid('role'),
    rate: emptyRateWindow(),
    secret: newSecret(platform),
    permissions: [...(wanted.permissions ?? minimumPermissions)],
    scopes: [...(wanted.scopes ?? threadScopes)],
    divisionIds: [...(wanted.divisionIds ?? ['*'])],
    accessTokenValiditySeconds: wanted.accessTokenValiditySeconds ?? defaultValiditySeconds,
    requestsPerMinute: wanted.requestsPerMinute,
    state: 'active',
    tokensIssued: 0,
  };
  platform.oauthClients.set(client.id, client);
  return client;
};
