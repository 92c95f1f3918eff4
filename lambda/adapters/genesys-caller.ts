import * as v from 'valibot';
import { parseInput } from '../contract/problems';
import { certaintyOf, retryAfterSeconds } from '../domain/answer';
import type { Exchange } from '../domain/answer';
import type { Counted, PreflightAnswer, SendAnswer } from '../domain/ports';
import type { Refusal } from '../domain/refusal';
import type { SendHttp } from './http-exchange';
import type { TokenSource } from './oauth-token';

export interface GenesysCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
}

export type GenesysAnswer =
  | { readonly kind: 'exchanged'; readonly exchange: Exchange }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'unavailable'; readonly cause: string; readonly retryAfterSeconds: number };

export type CallGenesys = (call: GenesysCall) => Promise<Counted<GenesysAnswer>>;

export interface GenesysCallerOptions {
  readonly apiUrl: string;
  readonly tokens: TokenSource;
  readonly send: SendHttp;
}

/**
 * Calls Genesys with a token. A 401 is a certain refusal, so one more try with a fresh token is safe
 * even for a send; nothing else is ever repeated here.
 */
export function createGenesysCaller({ apiUrl, tokens, send }: GenesysCallerOptions): CallGenesys {
  const attempt = async (call: GenesysCall): Promise<GenesysAnswer & { accessToken?: string }> => {
    const token = await tokens.getToken();
    if (token.kind !== 'token') return token;
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
    return { kind: 'exchanged', exchange, accessToken: token.accessToken };
  };

  return async (call) => {
    const first = await attempt(call);
    if (!isUnauthorized(first)) return counted(first, 1);
    if (first.accessToken !== undefined) await tokens.discard(first.accessToken);
    return counted(await attempt(call), 2);
  };
}

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
  return unavailable(`HTTP_${exchange.status}`, exchange.headers['retry-after']);
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
  if (exchange.status === 429) return unavailable('HTTP_429', exchange.headers['retry-after']);
  return { kind: 'refused', refusal: toRefusal(exchange) };
}

const unavailable = (cause: string, retryAfter?: string) => ({
  kind: 'unavailable' as const,
  cause,
  retryAfterSeconds: retryAfterSeconds(retryAfter),
});
