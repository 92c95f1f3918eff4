import { WINDOW_MS } from './api-budget';
import type { Pace } from './api-budget';
import type { RateFacts } from './rate-limit';

/**
 * How many requests per minute other programs make with the same OAuth client. Genesys only tells how many requests
 * count at a moment and when places become free; how many of those were ours is known by the numbers of our slots.
 * Because that is known exactly only in places, an estimate is a range, and the pace stays unless it is outside.
 */
export interface OthersRange {
  readonly atLeast: number;
  readonly atMost: number;
}

/** What one answer told: at which moment, to which of our requests. */
export interface Sighting {
  readonly atMs: number;
  readonly slotMs: number;
  /** Number of the slot the request was made in. */
  readonly number: number;
  readonly count: number;
  readonly resetSeconds: number;
}

type OwnRequest = Pick<Sighting, 'slotMs' | 'number'>;

/** The span of time that Genesys counts: it began somewhere between these two. */
interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Watch {
  readonly own: readonly OwnRequest[];
  readonly span?: Span;
  /** What the present window has proved so far, and what the two before it have. */
  readonly proved: OthersRange;
  readonly before: readonly OthersRange[];
}

const ANYTHING: OthersRange = { atLeast: 0, atMost: Infinity };
export const NOTHING_SEEN: Watch = { own: [], proved: ANYTHING, before: [] };

/** Requests that may be counted in another order than their slots. */
const IN_FLIGHT = 2;
/** A shorter span says little about a minute. */
const LEAST_SPAN_MS = 20_000;

/** Takes in one sighting; says the range it proves, if it proves any. */
export function watchOthers(
  watch: Watch,
  seen: Sighting,
): { readonly watch: Watch; readonly range?: OthersRange } {
  const own = remember(watch.own, seen);
  const told = spanOf(seen);
  const span = seen.resetSeconds > 1 ? intersection(watch.span, told) : told;
  const hasMoved = watch.span !== undefined && told.fromMs >= watch.span.toMs;
  // A window that slides has moved a little at every look; only one that has jumped is another window.
  if (hasMoved && seen.resetSeconds * 1000 > WINDOW_MS / 2) return enterNext(watch, own, told);

  const range = rangeIn(own, span, seen);
  return { watch: { ...watch, own, span, proved: range ?? watch.proved }, range };
}

/** A new window begins with what two windows in a row have shown: a single burst is no steady consumer. */
function enterNext(watch: Watch, own: readonly OwnRequest[], span: Span) {
  const before = [watch.proved, ...watch.before].slice(0, 2);
  const range = {
    atLeast: Math.min(...before.map(({ atLeast }) => atLeast)),
    atMost: Math.min(...before.map(({ atMost }) => atMost)),
  };
  return { watch: { own, span, proved: ANYTHING, before }, range };
}

function remember(own: readonly OwnRequest[], { atMs, slotMs, number }: Sighting): OwnRequest[] {
  const recent = own.filter((each) => each.slotMs > atMs - 2 * WINDOW_MS);
  return [...recent, { slotMs, number }].toSorted((a, b) => a.number - b.number);
}

/** The reset is told in whole seconds, rounded up. */
const spanOf = ({ atMs, resetSeconds }: Sighting): Span => ({
  fromMs: atMs + (resetSeconds - 1) * 1000 - WINDOW_MS,
  toMs: atMs + resetSeconds * 1000 - WINDOW_MS,
});

function intersection(earlier: Span | undefined, told: Span): Span {
  if (earlier === undefined) return told;
  const fromMs = Math.max(earlier.fromMs, told.fromMs);
  const toMs = Math.min(earlier.toMs, told.toMs);
  return fromMs < toMs ? { fromMs, toMs } : told;
}

function rangeIn(
  own: readonly OwnRequest[],
  { fromMs, toMs }: Span,
  { atMs, number, count }: Sighting,
): OthersRange | undefined {
  const before = own.findLast((each) => each.slotMs <= fromMs);
  const after = own.find((each) => each.slotMs >= toMs);
  if (atMs - toMs < LEAST_SPAN_MS || before === undefined || after === undefined) return undefined;
  const least = count - (number - before.number) - IN_FLIGHT;
  const most = count - (number - after.number + 1) + IN_FLIGHT;
  return {
    atLeast: perMinute(least, atMs - fromMs),
    atMost: perMinute(most, atMs - toMs),
  };
}

const perMinute = (requests: number, spanMs: number): number =>
  Math.round(Math.max(0, requests) * (WINDOW_MS / Math.min(spanMs, WINDOW_MS)));

/** A change smaller than this share of the limit is not worth a write. */
const STEP = 0.01;
/** With so few places left we do not speed up: somebody may be refused already, who is counted nowhere. */
const SLACK = 5;

/** The pace after what was seen; undefined when the present one will do. */
export function paceAfter(
  pace: Pace,
  { count, allowedPerMinute }: Pick<RateFacts, 'count' | 'allowedPerMinute'>,
  { atLeast, atMost }: OthersRange = ANYTHING,
): Pace | undefined {
  const { othersPerMinute: now } = pace;
  const step = allowedPerMinute * STEP;
  const least = count >= allowedPerMinute ? Math.max(atLeast, now + step) : atLeast;
  const most = count > allowedPerMinute - SLACK ? Infinity : atMost;
  const wanted = Math.min(Math.max(now, least), Math.max(least, most));
  const isSmall = Math.abs(wanted - now) < step;
  if (isSmall && allowedPerMinute === pace.allowedPerMinute) return undefined;
  return { allowedPerMinute, othersPerMinute: isSmall ? now : wanted };
}
