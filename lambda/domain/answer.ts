/** What came of one HTTP request, before anyone asks what it means. */
export type Exchange =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      /** Undefined when the body was cut, too large or not JSON: the status still counts. */
      readonly body: unknown;
    }
  /** The request certainly never reached the application: name, connection or certificate failed. */
  | { readonly kind: 'notSent'; readonly cause: string }
  /** The request left, and nobody knows what became of it. */
  | { readonly kind: 'noAnswer'; readonly cause: string };

/** What an answer to a send means for the question "may it be sent again?". */
export type SendCertainty = 'accepted' | 'notSent' | 'unknown';

const ACCEPTED = new Set([200, 201, 202]);
const CERTAIN_REFUSALS = new Set([400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 429]);

/**
 * Sorts an exchange by what is certain. Everything not listed is unknown, and an unknown send is never repeated.
 * A redirect is never followed, so its target saw nothing.
 */
export function certaintyOf(exchange: Exchange): SendCertainty {
  if (exchange.kind === 'notSent') return 'notSent';
  if (exchange.kind === 'noAnswer') return 'unknown';
  const { status } = exchange;
  if (ACCEPTED.has(status)) return 'accepted';
  const isRedirect = status >= 300 && status < 400;
  return isRedirect || CERTAIN_REFUSALS.has(status) ? 'notSent' : 'unknown';
}

/** Longest wait we take from a Retry-After; the official clients also stop listening at this point. */
const MAX_RETRY_AFTER_SECONDS = 180;

/** Reads Retry-After as seconds, clamped to [1, 180]; dates and nonsense count as the smallest step of the official clients. */
export function retryAfterSeconds(header: string | undefined): number {
  const seconds = Number(header);
  if (header === undefined || !Number.isFinite(seconds)) return 3;
  return Math.min(Math.max(Math.ceil(seconds), 1), MAX_RETRY_AFTER_SECONDS);
}
