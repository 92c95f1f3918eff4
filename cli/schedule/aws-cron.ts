import { instantOfLocal, localTimeAt } from '../../lambda/domain/local-time';
import type { LocalTime } from '../../lambda/domain/local-time';
import { readDayRule } from './cron-days';
import type { IsDay } from './cron-days';
import { readField } from './cron-field';
import type { FieldShape } from './cron-field';

/** A cron expression in the dialect of EventBridge Scheduler: six fields, the last of them the year. */
export interface AwsCron {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly years: ReadonlySet<number>;
  readonly isDay: IsDay;
}

export type ReadCron =
  | { readonly kind: 'cron'; readonly cron: AwsCron }
  | { readonly kind: 'unusable'; readonly problem: string };

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const SHAPES = {
  minutes: { name: 'minutes', least: 0, most: 59 },
  hours: { name: 'hours', least: 0, most: 23 },
  months: { name: 'month', least: 1, most: 12, words: MONTHS },
  years: { name: 'year', least: 1970, most: 2199 },
} as const satisfies Record<string, FieldShape>;

/** Reads what stands between the brackets of `cron(...)`. */
export function readCron(text: string): ReadCron {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 6) {
    const problem = `${fields.length} fields instead of 6: minutes hours day-of-month month day-of-week year`;
    return { kind: 'unusable', problem };
  }
  const field = (index: number) => fields[index] ?? '';
  const day = readDayRule(field(2), field(4));
  if (day.kind === 'unusable') return day;
  const problems: string[] = [];
  const numbers = (index: number, shape: FieldShape): ReadonlySet<number> => {
    const read = readField(field(index), shape);
    if (read.kind === 'numbers') return read.numbers;
    problems.push(read.problem);
    return new Set();
  };
  const cron = {
    minutes: numbers(0, SHAPES.minutes),
    hours: numbers(1, SHAPES.hours),
    months: numbers(3, SHAPES.months),
    years: numbers(5, SHAPES.years),
    isDay: day.isDay,
  };
  const problem = problems.join('; ');
  return problem === '' ? { kind: 'cron', cron } : { kind: 'unusable', problem };
}

const DAY_MS = 86_400_000;

/**
 * The next times at which it fires, as EventBridge Scheduler keeps a zone's clock: a time that clocks skip is
 * left out, and of one that comes twice only the first counts. None when it never fires again.
 */
export function nextTimes(
  cron: AwsCron,
  timeZone: string,
  { afterMs, count }: { readonly afterMs: number; readonly count: number },
): number[] {
  const times: number[] = [];
  const { year, month, day } = localTimeAt(timeZone, afterMs);
  const endMs = Date.UTC(Math.max(...cron.years) + 1, 0, 1);
  for (let ms = Date.UTC(year, month - 1, day); ms < endMs && times.length < count; ms += DAY_MS) {
    const date = new Date(ms);
    if (isFiringDay(cron, date)) {
      times.push(...timesOn(cron, timeZone, date).filter((at) => at > afterMs));
    }
  }
  return times.slice(0, count);
}

const isFiringDay = ({ months, years, isDay }: AwsCron, date: Date): boolean =>
  months.has(date.getUTCMonth() + 1) && years.has(date.getUTCFullYear()) && isDay(date);

function timesOn({ hours, minutes }: AwsCron, timeZone: string, date: Date): number[] {
  const locals = ascending(hours).flatMap((hour) =>
    ascending(minutes).map((minute) => ({
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      hour,
      minute,
    })),
  );
  return locals.flatMap((local) => {
    const at = instantOfLocal(timeZone, local);
    return isSame(localTimeAt(timeZone, at), local) ? [at] : [];
  });
}

const ascending = (numbers: ReadonlySet<number>): number[] =>
  [...numbers].toSorted((a, b) => a - b);

const isSame = (a: LocalTime, b: LocalTime): boolean => a.hour === b.hour && a.minute === b.minute;
