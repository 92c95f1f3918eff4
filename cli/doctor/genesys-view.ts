import { lookup } from 'node:dns/promises';
import { createHttpSender } from '../../lambda/adapters/http-exchange';
import { createTokenRequester } from '../../lambda/adapters/oauth-token';
import type { RequestedToken } from '../../lambda/adapters/oauth-token';
import type { Exchange } from '../../lambda/domain/answer';
import { aheadOf } from './ahead';
import { once } from './once';
import type { GenesysView, Login, Question, TimedExchange } from './ports';
import type { StageSettings } from './stage-settings';

export interface GenesysViewOptions {
  readonly stage: () => Promise<StageSettings>;
  /** Text of the secret with the OAuth client. */
  readonly readSecret: () => Promise<string>;
  readonly nowMs: () => number;
}

/** As long as a function would wait for its token; a doctor should hear no less. */
const DEADLINE_MS = 8_000;

/** A handful of requests a run: they take no slots, so that the doctor writes nothing into the ledger. */
const UNPACED = {
  take: async () => ({
    kind: 'permitted' as const,
    permits: [{ slotMs: 0, goodUntilMs: 0, number: 0 }] as const,
  }),
};

/** Speaks to Genesys with the code of the functions, and with the stage's own OAuth client. */
export function createGenesysView({ stage, readSecret, nowMs }: GenesysViewOptions): GenesysView {
  const send = createHttpSender({ deadlineMs: DEADLINE_MS, nowMs });
  const requestToken = once(async (): Promise<RequestedToken> => {
    const { loginUrl } = await stage();
    const clock = { nowMs };
    return await createTokenRequester({ loginUrl, readSecret, send, pacer: UNPACED, clock })();
  });

  const ask = async ({ method, path, body }: Question): Promise<Exchange> => {
    const [{ apiUrl }, token] = await Promise.all([stage(), requestToken()]);
    if (token.kind !== 'token') return { kind: 'notSent', cause: 'NO_TOKEN' };
    return await send({
      method,
      url: `${apiUrl}${path}`,
      headers: {
        authorization: `Bearer ${token.accessToken}`,
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  };

  return {
    resolve,
    logIn: async () => toLogin(await requestToken()),
    ask,
    describeToken: once(async (): Promise<TimedExchange> => {
      // Before the clock is read: getting the token is no part of the way there and back.
      await requestToken();
      const sentMs = nowMs();
      const exchange = await ask({ method: 'GET', path: '/api/v2/tokens/me' });
      const date = exchange.kind === 'answered' ? exchange.headers.date : undefined;
      return { exchange, aheadMs: aheadOf(date, { sentMs, answeredMs: nowMs() }) };
    }),
  };
}

async function resolve(host: string): Promise<boolean> {
  try {
    await lookup(host);
    return true;
  } catch {
    return false;
  }
}

function toLogin(token: RequestedToken): Login {
  if (token.kind === 'token') return { kind: 'token' };
  if (token.kind === 'unavailable') return { kind: 'unavailable', cause: token.cause };
  const { status, code } = token.refusal;
  return { kind: 'refused', status, code };
}
