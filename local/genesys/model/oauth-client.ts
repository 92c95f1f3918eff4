import type { RateWindow } from './rate-window';

export const grants = ['CODE', 'TOKEN', 'SAML2-BEARER', 'PASSWORD', 'CLIENT-CREDENTIALS'] as const;
export type Grant = (typeof grants)[number];

export const clientStates = ['active', 'disabled', 'inactive'] as const;
export type ClientState = (typeof clientStates)[number];

export interface OAuthClient {
  readonly id: string;
  readonly name: string;
  readonly grant: Grant;
  readonly roleId: string;
  readonly rate: RateWindow;
  secret: string;
  permissions: string[];
  scopes: string[];
  /** `*` means every division. */
  divisionIds: string[];
  accessTokenValiditySeconds: number;
  requestsPerMinute: number | undefined;
  state: ClientState;
  tokensIssued: number;
}

export interface AccessToken {
  readonly value: string;
  readonly clientId: string;
  /** Set when a person logged in; absent for client credentials. */
  readonly userId: string | undefined;
  readonly expiresAt: number;
}

const covers = (granted: string, wanted: string): boolean => {
  const grantedParts = granted.split(':');
  return wanted
    .split(':')
    .every((part, index) => grantedParts[index] === '*' || grantedParts[index] === part);
};

/** Permissions read `domain:entity:action`; each part may be granted as `*`. */
export const hasPermission = (client: OAuthClient, permission: string): boolean =>
  client.permissions.some((granted) => granted === '*' || covers(granted, permission));

export const hasDivision = (client: OAuthClient, divisionId: string): boolean =>
  client.divisionIds.includes('*') || client.divisionIds.includes(divisionId);
