import * as v from 'valibot';
import { parseInput } from '../contract/problems';
import { retryAfterSeconds } from '../domain/answer';
import type { Exchange } from '../domain/answer';
import { causeOf } from '../domain/error-facts';
import type { Clock } from '../domain/ports';
import { CREDENTIALS_UNREADABLE_CODE } from '../domain/refusal';
import type { Refusal } from '../domain/refusal';
import type { GenesysPacer } from './genesys-pacer';
import type { SendHttp } from './http-exchange';

export type TokenAnswer =
  | { readonly kind: 'token'; readonly accessToken: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'unavailable'; readonly cause: string; readonly retryAfterSeconds: number };

/** Gives the access token of the one OAuth client, and takes back one that Genesys refused. */
export interface TokenSource {
  getToken(): Promise<TokenAnswer>;
  discard(accessToken: string): Promise<void>;
}

const credentialsSchema = v.object({
  clientId: v.pipe(v.string(), v.minLength(1)),
  clientSecret: v.pipe(v.string(), v.minLength(1)),
});

const tokenSchema = v.object({
  access_token: v.pipe(v.string(), v.minLength(1)),
  /** A number; some gateways write it as a text. Anything else says nothing. */
  expires_in: v.fallback(
    v.optional(v.pipe(v.union([v.number(), v.string()]), v.toNumber())),
    undefined,
  ),
});

/** A code as the standard has them; anything else may quote the credentials. */
const loginErrorSchema = v.object({ error: v.pipe(v.string(), v.regex(/^[a-z_.]{1,50}$/)) });

/** Refresh this long before the token ends, so that no call starts with a token that dies on the way. */
const REFRESH_EARLY_MS = 60_000;
/** Genesys lets a token live between five minutes and two days; anything else is taken as the nearest of the two. */
const LIFETIME_SECONDS = { min: 300, max: 172_800 } as const;

/** Others wait for the token meanwhile, on a lease that has to cover this and the request. */
const MAX_WAIT_MS = 4_000;

export interface OAuthOptions {
  readonly loginUrl: string;
  /** Reads the secret's text. Called for each new token, so a rotated secret is picked up. */
  readonly readSecret: () => Promise<string>;
  readonly send: SendHttp;
  readonly pacer: Pick<GenesysPacer, 'take'>;
  readonly clock: Clock;
}

export type RequestedToken =
  | { readonly kind: 'token'; readonly accessToken: string; readonly refreshAtMs: number }
  | Exclude<TokenAnswer, { kind: 'token' }>;

/** Asks the login host for a client-credentials token, with the client the secret names at this moment. */
export const createTokenRequester =
  (options: OAuthOptions) => async (): Promise<RequestedToken> => {
    // Thrown on, this would look like a send that nobody knows the end of; nothing has been sent.
    const secret = await options.readSecret().then(
      (text) => ({ kind: 'read', text }) as const,
      (error: unknown) =>
        ({
          kind: 'unavailable',
          cause: causeOf(error, 'SECRET_UNAVAILABLE'),
          retryAfterSeconds: 3,
        }) as const,
    );
    if (secret.kind === 'unavailable') return secret;
    const credentials = parseCredentials(secret.text);
    if (credentials === undefined) return refused(0, CREDENTIALS_UNREADABLE_CODE);
    const taken = await options.pacer.take({ lane: 'single', slots: 1, maxWaitMs: MAX_WAIT_MS });
    if (taken.kind !== 'permitted') return taken;
    const basic = Buffer.from(`${credentials.clientId}:${credentials.clientSecret}`);
    const exchange = await options.send({
      method: 'POST',
      url: `${options.loginUrl}/oauth/token`,
      headers: {
        authorization: `Basic ${basic.toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
    });
    const token = readToken(exchange);
    if (token.kind !== 'token') return token;
    const { min, max } = LIFETIME_SECONDS;
    const lifetimeMs = Math.min(Math.max(token.expiresIn, min), max) * 1000;
    return {
      kind: 'token',
      accessToken: token.accessToken,
      refreshAtMs: options.clock.nowMs() + lifetimeMs - REFRESH_EARLY_MS,
    };
  };

function parseCredentials(secret: string): v.InferOutput<typeof credentialsSchema> | undefined {
  try {
    const parsed = parseInput(credentialsSchema, JSON.parse(secret));
    return parsed.kind === 'valid' ? parsed.value : undefined;
  } catch {
    return undefined;
  }
}

type ReadToken =
  | { kind: 'token'; accessToken: string; expiresIn: number }
  | Exclude<TokenAnswer, { kind: 'token' }>;

/** A client error at the login host is a matter of configuration, not of time. */
const CONFIGURATION_FAULTS = new Set([400, 401, 403]);

/** The login host has an error shape of its own. */
function readToken(exchange: Exchange): ReadToken {
  if (exchange.kind !== 'answered') {
    return { kind: 'unavailable', cause: `LOGIN_${exchange.cause}`, retryAfterSeconds: 3 };
  }
  const { status, headers, body } = exchange;
  const token = parseInput(tokenSchema, body);
  if (status === 200 && token.kind === 'valid') {
    const { access_token: accessToken, expires_in: expiresIn } = token.value;
    return { kind: 'token', accessToken, expiresIn: expiresIn ?? LIFETIME_SECONDS.min };
  }
  if (CONFIGURATION_FAULTS.has(status)) {
    const error = parseInput(loginErrorSchema, body);
    return refused(status, error.kind === 'valid' ? error.value.error : 'none');
  }
  const wait = retryAfterSeconds(headers);
  return { kind: 'unavailable', cause: `LOGIN_HTTP_${status}`, retryAfterSeconds: wait };
}

const refused = (status: number, code: string): Extract<TokenAnswer, { kind: 'refused' }> => ({
  kind: 'refused',
  refusal: { status, code, missing: [] },
});
