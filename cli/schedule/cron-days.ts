import { readField, readValue } from './cron-field';
import type { FieldShape } from './cron-field';

/** Whether it fires on a day of the calendar, given as midnight UTC. */
export type IsDay = (date: Date) => boolean;

export type ReadDays =
  | { readonly kind: 'days'; readonly isDay: IsDay }
  | { readonly kind: 'unusable'; readonly problem: string };

const DAY_OF_MONTH: FieldShape = { name: 'day of month', least: 1, most: 31 };
const DAY_OF_WEEK: FieldShape = {
  name: 'day of week',
  least: 1,
  most: 7,
  words: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
};

/** Reads the two day fields, of which one must be `?`: Scheduler takes no expression that names both. */
export function readDayRule(dayOfMonth: string, dayOfWeek: string): ReadDays {
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    return { kind: 'unusable', problem: 'either day of month or day of week must be "?"' };
  }
  return dayOfWeek === '?' ? readDayOfMonth(dayOfMonth) : readDayOfWeek(dayOfWeek);
}

function readDayOfMonth(text: string): ReadDays {
  if (text === 'L') return days((date) => date.getUTCDate() === lastDayOf(date));
  const nearest = readValue(/^(\d+)W$/.exec(text)?.[1] ?? '', DAY_OF_MONTH);
  if (nearest !== undefined)
    return days((date) => date.getUTCDate() === weekdayNear(date, nearest));
  const read = readField(text, DAY_OF_MONTH);
  if (read.kind === 'unusable') return read;
  return days((date) => read.numbers.has(date.getUTCDate()));
}

function readDayOfWeek(text: string): ReadDays {
  const last = readMarked(/^(\w+)L$/, text);
  if (last !== undefined) {
    return days((date) => weekday(date) === last && date.getUTCDate() > lastDayOf(date) - 7);
  }
  const numbered = readMarked(/^(\w+)#[1-5]$/, text);
  if (numbered !== undefined) {
    const nth = Number(text.slice(-1));
    return days((date) => weekday(date) === numbered && Math.ceil(date.getUTCDate() / 7) === nth);
  }
  const read = readField(text, DAY_OF_WEEK);
  if (read.kind === 'unusable') return read;
  return days((date) => read.numbers.has(weekday(date)));
}

const readMarked = (pattern: RegExp, text: string): number | undefined =>
  readValue(pattern.exec(text)?.[1] ?? '', DAY_OF_WEEK);

const days = (isDay: IsDay): ReadDays => ({ kind: 'days', isDay });

/** 1 is Sunday. */
const weekday = (date: Date): number => date.getUTCDay() + 1;

const lastDayOf = (date: Date): number =>
  new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();

/** The working day nearest to a day, within its month; none in a month that has not got the day. */
function weekdayNear(date: Date, day: number): number | undefined {
  const last = lastDayOf(date);
  if (day > last) return undefined;
  const of = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), day)).getUTCDay();
  if (of === 6) return day === 1 ? 3 : day - 1;
  if (of === 0) return day === last ? day - 2 : day + 1;
  return day;
}
