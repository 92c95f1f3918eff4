export { isTimeZone } from '../contract/time-zone';

/** A date and time of day on a wall clock, without a zone. */
export interface LocalTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Formats are costly to make and live as long as the environment does. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}

/** What the wall clock of a zone shows at an instant, as if it were UTC: plain numbers to compare and to add to. */
function readWallClock(timeZone: string, atMs: number): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
}

/** At a whole second. */
const readOffset = (timeZone: string, atMs: number): number => readWallClock(timeZone, atMs) - atMs;

/** A stretch of time in which the clocks of a zone change at most once: offsets to UTC before and after. */
interface Week {
  readonly beforeMs: number;
  readonly afterMs: number;
  /** The first instant of the new offset; where clocks do not change, the end. */
  readonly changesAtMs: number;
}

const weeks = new Map<string, Map<number, Week>>();

/** Reading a clock is a thousand times dearer than remembering it. No zone changes its clocks twice within a week. */
function weekOf(timeZone: string, number: number): Week {
  const known = weeks.get(timeZone) ?? new Map<number, Week>();
  weeks.set(timeZone, known);
  const week = known.get(number) ?? readWeek(timeZone, number * WEEK_MS);
  known.set(number, week);
  return week;
}

function readWeek(timeZone: string, fromMs: number): Week {
  const beforeMs = readOffset(timeZone, fromMs);
  const afterMs = readOffset(timeZone, fromMs + WEEK_MS);
  if (beforeMs === afterMs) return { beforeMs, afterMs, changesAtMs: fromMs + WEEK_MS };
  let [low, high] = [fromMs, fromMs + WEEK_MS];
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (readOffset(timeZone, middle) === beforeMs) low = middle;
    else high = middle;
  }
  return { beforeMs, afterMs, changesAtMs: high };
}

/** How far a zone's wall clock is ahead of UTC. */
function offsetAt(timeZone: string, atMs: number): number {
  const { beforeMs, afterMs, changesAtMs } = weekOf(timeZone, Math.floor(atMs / WEEK_MS));
  return atMs < changesAtMs ? beforeMs : afterMs;
}

/** What the wall clock of a zone shows at an instant, as if it were UTC. */
export const wallClockMs = (timeZone: string, atMs: number): number =>
  atMs + offsetAt(timeZone, atMs);

/** What the wall clock of a zone shows at an instant. */
export function localTimeAt(timeZone: string, atMs: number): LocalTime {
  const shown = new Date(wallClockMs(timeZone, atMs));
  return {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth() + 1,
    day: shown.getUTCDate(),
    hour: shown.getUTCHours(),
    minute: shown.getUTCMinutes(),
  };
}

/**
 * The one instant of a local time. Of a time that comes twice, when clocks go back, it is the first. A time that
 * never comes, because clocks skip it, is the instant at which they do.
 */
export function instantOfLocal(timeZone: string, local: LocalTime): number {
  const { year, month, day, hour, minute } = local;
  return instantOfWallClock(timeZone, Date.UTC(year, month - 1, day, hour, minute));
}

/** The same of a wall clock as if it were UTC. */
export function instantOfWallClock(timeZone: string, wanted: number): number {
  // No zone is further from UTC than a day, and none changes its clocks twice within two.
  const before = offsetAt(timeZone, wanted - DAY_MS);
  const after = offsetAt(timeZone, wanted + DAY_MS);
  if (before === after) return wanted - before;
  const [from, until] = [wanted - Math.max(before, after), wanted - Math.min(before, after)];
  const exact = [from, until].find((ms) => wallClockMs(timeZone, ms) === wanted);
  return exact ?? changeBetween(timeZone, from, until);
}

/** The instant at which the clocks change, to the second. */
function changeBetween(timeZone: string, fromMs: number, untilMs: number): number {
  const change = [fromMs, untilMs]
    .map((ms) => weekOf(timeZone, Math.floor(ms / WEEK_MS)).changesAtMs)
    .find((ms) => fromMs < ms && ms <= untilMs);
  return change ?? untilMs;
}

/** The same time of day some days later, on the calendar: a day is not always 24 hours. */
export function addDays(local: LocalTime, days: number): LocalTime {
  const moved = new Date(Date.UTC(local.year, local.month - 1, local.day + days));
  return {
    ...local,
    year: moved.getUTCFullYear(),
    month: moved.getUTCMonth() + 1,
    day: moved.getUTCDate(),
  };
}
