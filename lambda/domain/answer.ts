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

/** Longest wait we take from a Retry-After: a daily cap may ask for hours, and by then a person should have looked. */
export const MAX_RETRY_AFTER_SECONDS = 900;
/** The smallest step of the official clients, for a header that says nothing readable. */
const DEFAULT_RETRY_AFTER_SECONDS = 3;

/** Reads Retry-After as seconds or as a date, clamped to [1, 900]; a date is measured against the answer's own. */
export function retryAfterSeconds(headers: Readonly<Record<string, string>>): number {
  const text = headers['retry-after'];
  if (text === undefined || text.trim() === '') return DEFAULT_RETRY_AFTER_SECONDS;
  const number = Number(text);
  const seconds = Number.isNaN(number) ? secondsBetween(headers.date, text) : number;
  if (!Number.isFinite(seconds)) return DEFAULT_RETRY_AFTER_SECONDS;
  return Math.min(Math.max(Math.ceil(seconds), 1), MAX_RETRY_AFTER_SECONDS);
}

/** The one form of a date that HTTP has; engines read dates into much else. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

const secondsBetween = (from: string | undefined, until: string): number =>
  HTTP_DATE.test(until) ? (Date.parse(until) - Date.parse(from ?? '')) / 1000 : Number.NaN;
