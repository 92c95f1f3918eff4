import { MAX_RETRY_AFTER_SECONDS, retryAfterSeconds } from './answer';
import type { Exchange } from './answer';

/** What an answer tells about the limit, where it tells anything believable. */
export interface RateFacts {
  /** Requests that count at this moment, this one included. */
  readonly count: number;
  readonly allowedPerMinute: number;
  /** Whole seconds until places become free, rounded up. */
  readonly resetSeconds: number;
}

const MAX_ALLOWED = 1_000_000;

/** Reads the three `inin-ratelimit-*` headers. An answer to nobody in particular (401) counts for nobody. */
export function rateFactsOf(exchange: Exchange): RateFacts | undefined {
  if (exchange.kind !== 'answered' || exchange.status === 401) return undefined;
  const read = (name: string, most: number): number | undefined => {
    const text = exchange.headers[`inin-ratelimit-${name}`] ?? '';
    const value = Number(text);
    return /^\d+$/.test(text) && value >= 1 && value <= most ? value : undefined;
  };
  const count = read('count', MAX_ALLOWED);
  const allowedPerMinute = read('allowed', MAX_ALLOWED);
  const resetSeconds = read('reset', MAX_RETRY_AFTER_SECONDS);
  if (count === undefined || allowedPerMinute === undefined || resetSeconds === undefined) {
    return undefined;
  }
  return { count, allowedPerMinute, resetSeconds };
}

/** How long nobody should ask after this answer, in seconds; undefined unless Genesys refused for the rate. */
export function closedSecondsOf(exchange: Exchange): number | undefined {
  if (exchange.kind !== 'answered' || exchange.status !== 429) return undefined;
  const reset = rateFactsOf(exchange)?.resetSeconds;
  const isTold = exchange.headers['retry-after'] !== undefined;
  return isTold || reset === undefined ? retryAfterSeconds(exchange.headers) : reset;
}
