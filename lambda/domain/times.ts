import type { Problem } from '../contract/problems';
import { RECIPIENT_ZONE } from '../contract/when';
import type { When } from '../contract/when';
import { instantOfLocal, isTimeZone } from './local-time';
import type { LocalTime } from './local-time';

/** What a wish for a time is read against. */
export interface TimeFacts {
  /** The event's own time, from which a delay counts. */
  readonly eventAtMs: number;
  /** The recipient's zone, where it is known. */
  readonly recipientTimeZone?: string;
  /** Zone of recipients of whom none is known. */
  readonly defaultTimeZone: string;
}

export interface Times {
  readonly notBeforeMs?: number;
  readonly deliverByMs?: number;
}

export type ResolvedTimes =
  | { readonly kind: 'resolved'; readonly times: Times }
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] };

/**
 * Turns what was wished for into instants. A deliver-by in the past is no problem here: an event may have been
 * under way for a day, and the notification then ends as EXPIRED.
 */
export function resolveTimes(when: When, facts: TimeFacts): ResolvedTimes {
  const { notBefore, afterSeconds } = when;
  if (notBefore !== undefined && afterSeconds !== undefined) {
    return invalid('TWO_BEGINNINGS', 'afterSeconds', 'either notBefore or afterSeconds', 'both');
  }
  const deliverByMs = when.deliverBy === undefined ? undefined : Date.parse(when.deliverBy);
  const beginning = beginningOf(when, facts);
  if (beginning === 'unknownZone') {
    return invalid('UNKNOWN_TIME_ZONE', 'notBefore.timeZone', 'an IANA zone', 'another name');
  }
  if (beginning !== undefined && deliverByMs !== undefined && deliverByMs <= beginning) {
    return invalid('DELIVER_BY_TOO_EARLY', 'deliverBy', 'later than notBefore', 'no later');
  }
  return { kind: 'resolved', times: { notBeforeMs: beginning, deliverByMs } };
}

function beginningOf(
  { notBefore, afterSeconds }: When,
  facts: TimeFacts,
): number | 'unknownZone' | undefined {
  if (afterSeconds !== undefined) return facts.eventAtMs + afterSeconds * 1000;
  if (notBefore === undefined) return undefined;
  if (typeof notBefore === 'string') return Date.parse(notBefore);
  const timeZone = zoneOf(notBefore.timeZone, facts);
  return isTimeZone(timeZone)
    ? instantOfLocal(timeZone, toLocalTime(notBefore.local))
    : 'unknownZone';
}

/** The one place that decides whose clock a local time is read from. */
export function zoneOf(
  named: string,
  { recipientTimeZone, defaultTimeZone }: Omit<TimeFacts, 'eventAtMs'>,
): string {
  if (named !== RECIPIENT_ZONE) return named;
  const isKnown = recipientTimeZone !== undefined && isTimeZone(recipientTimeZone);
  return isKnown ? recipientTimeZone : defaultTimeZone;
}

/** Reads `2026-12-01T09:00`, whose shape the contract has checked. */
export function toLocalTime(local: string): LocalTime {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = local.split(/[-T:]/).map(Number);
  return { year, month, day, hour, minute };
}

function invalid(code: string, path: string, expected: string, found: string): ResolvedTimes {
  return { kind: 'invalid', problems: [{ code, path, expected, found }] };
}
