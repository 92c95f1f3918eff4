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

/** Whether this runtime knows the IANA zone. */
export function isTimeZone(timeZone: string): boolean {
  try {
    formatOf(timeZone);
    return true;
  } catch {
    return false;
  }
}

/** The wall clock of a zone at an instant, as if it were UTC: plain numbers to compare and to add to. */
function wallClockMs(timeZone: string, atMs: number): number {
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
  const wanted = Date.UTC(year, month - 1, day, hour, minute);
  // No zone is further from UTC than a day, and none changes its clocks twice within two.
  const offsets = [wanted - DAY_MS, wanted + DAY_MS].map((ms) => offsetAt(timeZone, ms));
  const instants = offsets.map((offset) => wanted - offset).toSorted((a, b) => a - b);
  const exact = instants.find((ms) => wallClockMs(timeZone, ms) === wanted);
  const [from = wanted, until = wanted] = instants;
  return exact ?? changeBetween(timeZone, from, until);
}

const offsetAt = (timeZone: string, atMs: number): number => {
  const wholeSecondMs = Math.floor(atMs / 1000) * 1000;
  return wallClockMs(timeZone, wholeSecondMs) - wholeSecondMs;
};

/** The instant at which the clocks change, to the second. */
function changeBetween(timeZone: string, fromMs: number, untilMs: number): number {
  const before = offsetAt(timeZone, fromMs);
  let [low, high] = [fromMs, untilMs];
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (offsetAt(timeZone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
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
