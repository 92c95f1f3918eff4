import { minuteOfDay, WEEKDAYS } from '../contract/limits';
import type { QuietHours } from '../contract/limits';
import { instantOfWallClock, isTimeZone, wallClockMs } from './local-time';
import type { Recipient } from './recipient';
import { fractionOf } from './spread';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

interface Stretch {
  readonly fromMs: number;
  /** The first instant after it. */
  readonly untilMs: number;
}

/** Whose clock tells when it is quiet. */
export function zoneFor(quiet: QuietHours, { timeZone }: Recipient): string {
  return quiet.recipientTimeZone && timeZone !== undefined && isTimeZone(timeZone)
    ? timeZone
    : quiet.timeZone;
}

/**
 * Decides when a message that meets quiet hours is released; undefined when it may be sent now. It is an instant
 * within the first time after them, its place given by the key, so that asking again then lets it speak.
 */
export function releaseFrom(
  quiet: QuietHours,
  timeZone: string,
  notificationKey: string,
  nowMs: number,
): number | undefined {
  let opensAtMs = nowMs;
  let met = quietAt(quiet, timeZone, nowMs);
  // Where clocks skip the time between two quiet ones, the next begins when the last ends.
  while (met !== undefined) {
    opensAtMs = met.untilMs;
    met = quietAt(quiet, timeZone, opensAtMs);
  }
  if (opensAtMs === nowMs) return undefined;
  const spreadMs = Math.min(
    quiet.spreadMinutes * MINUTE_MS,
    quietAfter(quiet, timeZone, opensAtMs) - opensAtMs,
  );
  return opensAtMs + Math.floor(fractionOf(notificationKey) * spreadMs);
}

/** The quiet time that an instant lies in. */
const quietAt = (quiet: QuietHours, timeZone: string, atMs: number): Stretch | undefined =>
  quietOf([-1, 0], quiet, timeZone, atMs).find(
    ({ fromMs, untilMs }) => fromMs <= atMs && atMs < untilMs,
  );

/** When the next quiet time begins; further away than any spread where neither this day nor the next has one. */
const quietAfter = (quiet: QuietHours, timeZone: string, atMs: number): number =>
  quietOf([0, 1], quiet, timeZone, atMs).find(({ fromMs }) => fromMs > atMs)?.fromMs ?? Infinity;

/** The quiet times that begin so many days after the day an instant lies in. */
function quietOf(
  daysAfter: readonly number[],
  quiet: QuietHours,
  timeZone: string,
  atMs: number,
): Stretch[] {
  const today = Math.floor(wallClockMs(timeZone, atMs) / DAY_MS);
  const [from, to] = [minuteOfDay(quiet.from) * MINUTE_MS, minuteOfDay(quiet.to) * MINUTE_MS];
  const crossesMidnight = to < from;
  return daysAfter.flatMap((days) => {
    const day = today + days;
    if (!quiet.days.includes(weekdayOf(day))) return [];
    const fromMs = instantOfWallClock(timeZone, day * DAY_MS + from);
    const untilMs = instantOfWallClock(timeZone, (day + (crossesMidnight ? 1 : 0)) * DAY_MS + to);
    return fromMs < untilMs ? [{ fromMs, untilMs }] : [];
  });
}

/** Days count from the first of January 1970, a Thursday. */
const weekdayOf = (day: number): QuietHours['days'][number] => WEEKDAYS[(day + 4) % 7] ?? 'sun';
