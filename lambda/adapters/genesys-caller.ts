import * as v from 'valibot';
import type { Priority } from '../contract/priority';
import { parseInput } from '../contract/problems';
import { certaintyOf, retryAfterSeconds } from '../domain/answer';
import type { Exchange } from '../domain/answer';
import type { Permit, Prepare } from '../domain/budget-port';
import type { Counted, PreflightAnswer, SendAnswer } from '../domain/ports';
import type { Refusal } from '../domain/refusal';
import type { GenesysPacer, Taken } from './genesys-pacer';
import type { SendHttp } from './http-exchange';
import type { TokenSource } from './oauth-token';

export interface GenesysCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  /** The slot of this request, when it was prepared. @default - one is taken, and waited for */
  readonly permit?: Permit;
}

export type GenesysAnswer =
  | { readonly kind: 'exchanged'; readonly exchange: Exchange }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'unavailable'; readonly cause: string; readonly retryAfterSeconds: number };

export type CallGenesys = (call: GenesysCall) => Promise<Counted<GenesysAnswer>>;

export interface GenesysCaller {
  readonly call: CallGenesys;
  /** Fetches the token and takes slots before anything is at stake. */
  readonly prepare: Prepare;
}

export interface GenesysCallerOptions {
  readonly apiUrl: string;
  readonly tokens: TokenSource;
  readonly send: SendHttp;
  readonly pacer: GenesysPacer;
  /** How long a request that was not prepared may wait for its slot. */
  readonly maxWaitMs: number;
  /** Its lane. @default 'single' */
  readonly lane?: Priority;
}

/** The second request after a 401 may stand between a write-ahead and its record: it waits for next to nothing. */
const REPEAT_WAIT_MS = 2_000;

/**
 * Calls Genesys with a token, each request in a slot of the API budget. A 401 is a certain refusal, so one more try
 * with a fresh token is safe even for a send; nothing else is ever repeated here.
 */
export function createGenesysCaller(options: GenesysCallerOptions): GenesysCaller {
  const { apiUrl, tokens, send, pacer, maxWaitMs, lane = 'single' } = options;
  const attempt = async (
    call: GenesysCall,
    waitMs: number,
  ): Promise<GenesysAnswer & { accessToken?: string }> => {
    const token = await tokens.getToken();
    if (token.kind !== 'token') return token;
    // What was prepared goes out: there may be a write-ahead behind it, and being late costs a refusal at worst.
    const taken = call.permit
      ? permitted(call.permit)
      : await pacer.take({ lane, slots: 1, maxWaitMs: waitMs });
    if (taken.kind !== 'permitted') return taken;
    const exchange = await send({
      method: call.method,
      url: `${apiUrl}${call.path}`,
      headers: {
        authorization: `Bearer ${token.accessToken}`,
        accept: 'application/json',
        ...(call.body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
    });
    await pacer.learn(taken.permits[0], exchange);
    return { kind: 'exchanged', exchange, accessToken: token.accessToken };
  };

  return {
    prepare: async (request, held) => {
      const token = await tokens.getToken();
      if (token.kind !== 'token') return token;
      const taken = await pacer.take(request, held);
      return taken.kind === 'permitted' ? { kind: 'ready', permits: taken.permits } : taken;
    },
    call: async (call) => {
      const first = await attempt(call, maxWaitMs);
      if (!isUnauthorized(first)) return counted(first, 1);
      if (first.accessToken !== undefined) await tokens.discard(first.accessToken);
      return counted(await attempt({ ...call, permit: undefined }, REPEAT_WAIT_MS), 2);
    },
  };
}

const permitted = (permit: Permit): Taken => ({ kind: 'permitted', permits: [permit] });

const isUnauthorized = (answer: GenesysAnswer): boolean =>
  answer.kind === 'exchanged' &&
  answer.exchange.kind === 'answered' &&
  answer.exchange.status === 401;

function counted(
  answer: GenesysAnswer & { accessToken?: string },
  calls: number,
): Counted<GenesysAnswer> {
  const { accessToken: _, ...rest } = answer;
  const reached = answer.kind === 'exchanged' ? calls : calls - 1;
  return { ...rest, calls: reached, correlationId: correlationIdOf(answer) };
}

function correlationIdOf(answer: GenesysAnswer): string | undefined {
  if (answer.kind !== 'exchanged' || answer.exchange.kind !== 'answered') return undefined;
  return answer.exchange.headers['inin-correlation-id'];
}

const errorBodySchema = v.object({
  code: v.optional(v.string(), 'none'),
  message: v.optional(v.string(), ''),
});

/** The shape of a machine code; whatever else stands in its place may be what we sent. */
const MACHINE_CODE = /^[\w.-]{1,100}$/;

/** A permission (`conversation:message:create`) inside the sentence of a 403, of the areas that our calls need. */
const PERMISSION =
  /\b(?:conversation|externalContacts|messaging|webDeployments):[a-zA-Z]+:[a-zA-Z]+\b/g;

/** Keeps of an error what is code, and drops what is prose: a sentence may quote what we sent. */
export function toRefusal(exchange: Extract<Exchange, { kind: 'answered' }>): Refusal {
  const parsed = parseInput(errorBodySchema, exchange.body);
  const { code, message } = parsed.kind === 'valid' ? parsed.value : { code: 'none', message: '' };
  return {
    status: exchange.status,
    code: MACHINE_CODE.test(code) ? code : 'none',
    correlationId: exchange.headers['inin-correlation-id'],
    missing: message.match(PERMISSION) ?? [],
  };
}

/** What a preflight's answer means; a GET may always be asked again, so whatever is not an answer is "unavailable". */
export function toPreflightAnswer(
  answer: GenesysAnswer,
  read: (body: unknown) => PreflightAnswer,
): PreflightAnswer {
  if (answer.kind !== 'exchanged') return answer;
  const { exchange } = answer;
  if (exchange.kind !== 'answered') return unavailable(exchange.cause);
  if (exchange.status === 200) return read(exchange.body);
  if (exchange.status === 404) return { kind: 'notFound' };
  if (exchange.status === 401 || exchange.status === 403 || exchange.status === 400) {
    return { kind: 'refused', refusal: toRefusal(exchange) };
  }
  return unavailable(`HTTP_${exchange.status}`, exchange.headers);
}

/** What a send's answer means, before the dialect has named its conflicts. */
export function toSendAnswer(
  answer: GenesysAnswer,
  read: (body: unknown) => { conversationId?: string; messageId?: string },
): SendAnswer {
  if (answer.kind !== 'exchanged') return answer;
  const { exchange } = answer;
  const certainty = certaintyOf(exchange);
  if (exchange.kind !== 'answered') {
    return certainty === 'unknown'
      ? { kind: 'unknown', cause: exchange.cause }
      : unavailable(exchange.cause);
  }
  if (certainty === 'accepted') return { kind: 'accepted', ...read(exchange.body) };
  if (certainty === 'unknown') return { kind: 'unknown', cause: `HTTP_${exchange.status}` };
  if (exchange.status === 429) return unavailable('HTTP_429', exchange.headers);
  return { kind: 'refused', refusal: toRefusal(exchange) };
}

const unavailable = (cause: string, headers: Readonly<Record<string, string>> = {}) => ({
  kind: 'unavailable' as const,
  cause,
  retryAfterSeconds: retryAfterSeconds(headers),
});
