import { emptyRateWindow, countRequest, type RateVerdict } from '../model/rate-window';
import type { AccessToken, OAuthClient } from '../model/oauth-client';
import type { Platform } from '../model/platform';
import { Refusal } from './refusal';

export interface Caller {
  readonly token: AccessToken;
  readonly client: OAuthClient;
}

const unauthorized = (code: string, message: string): Refusal =>
  new Refusal({ status: 401, code, message });

export const bearerOf = (authorization: string | undefined): string | undefined =>
  /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1];

export const authenticate = (platform: Platform, authorization: string | undefined): Caller => {
  const value = bearerOf(authorization);
  if (value === undefined) {
    throw unauthorized(
      'authentication.required',
      'No authentication bearer token specified in authorization header.',
    );
  }
  const token = platform.tokens.get(value);
  const client = token && platform.oauthClients.get(token.clientId);
  if (token === undefined || client?.state !== 'active') {
    throw unauthorized('bad.credentials', 'Invalid login credentials.');
  }
  if (platform.clock.now() >= token.expiresAt) {
    throw unauthorized(platform.settings.expiredTokenCode, 'Invalid login credentials.');
  }
  return { token, client };
};

export const countAgainstLimit = (platform: Platform, client?: OAuthClient): RateVerdict =>
  countRequest(
    client?.rate ?? emptyRateWindow(),
    {
      allowed: client?.requestsPerMinute ?? platform.settings.requestsPerMinute,
      windowMs: platform.settings.rateWindowMs,
      semantics: platform.settings.rateWindow,
    },
    platform.clock.now(),
  );

export const toRateRefusal = (platform: Platform, verdict: RateVerdict): Refusal => {
  const code = platform.settings.rateRefusalCode;
  const seconds = platform.settings.rateWindowMs / 1000;
  return new Refusal({
    status: 429,
    code,
    message:
      code === 'too.many.requests.retry.after'
        ? `Rate limit exceeded. Retry the request in [${verdict.resetSeconds}] seconds`
        : `Rate limit exceeded the maximum [${verdict.allowed}] requests within [${seconds}] seconds`,
    messageParams: { retryAfter: String(verdict.resetSeconds) },
    limit: {
      key: 'client.credentials.token.rate.per.minute',
      namespace: 'platform.api',
      value: String(verdict.allowed),
    },
    retryAfterSeconds: verdict.resetSeconds,
  });
};
