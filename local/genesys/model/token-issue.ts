import type { AccessToken, OAuthClient } from './oauth-client';
import type { Platform } from './platform';

export const issueToken = (
  platform: Platform,
  client: OAuthClient,
  userId?: string,
): AccessToken => {
  client.tokensIssued += 1;
  const token: AccessToken = {
    value: platform.identifiers.hex('access-token', 64),
    clientId: client.id,
    userId,
    expiresAt: platform.clock.now() + client.accessTokenValiditySeconds * 1000,
  };
  platform.tokens.set(token.value, token);
  return token;
};

export const revokeTokens = (platform: Platform, clientId: string): number => {
  const revoked = [...platform.tokens.values()].filter((token) => token.clientId === clientId);
  for (const token of revoked) platform.tokens.delete(token.value);
  return revoked.length;
};
