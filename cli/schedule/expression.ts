import { instantOfLocal, isTimeZone } from '../../lambda/domain/local-time';
import { toLocalTime } from '../../lambda/domain/times';
import { nextTimes, readCron } from './aws-cron';

/** How the time of a schedule was given; exactly one of them. */
export interface TimeOptions {
  readonly at?: string;
  readonly after?: string;
  readonly rate?: string;
  readonly cron?: string;
  /** Of `at` without an offset, and of `cron`. Default UTC. */
  readonly zone?: string;
}

export interface Expression {
  /** As EventBridge Scheduler takes it. */
  readonly expression: string;
  readonly timeZone: string;
  readonly isRecurring: boolean;
  /** The next times, in epoch milliseconds; of a rate, as if it were created now. */
  readonly next: readonly number[];
}

export type ReadExpression =
  | ({ readonly kind: 'expression' } & Expression)
  | { readonly kind: 'unusable'; readonly problem: string };

const UNITS = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;
const SHORT = { s: 'second', m: 'minute', h: 'hour', d: 'day' } as const;
const SHOWN = 3;

/** Reads when a schedule fires, and refuses what would never fire. */
export function readExpression(options: TimeOptions, nowMs: number): ReadExpression {
  const { at, after, rate, cron, zone = 'UTC' } = options;
  const given = [at, after, rate, cron].filter((one) => one !== undefined);
  if (given.length !== 1) return unusable('give exactly one of --at, --after, --rate and --cron');
  if (!isTimeZone(zone)) return unusable(`--zone: "${zone}" is not an IANA time zone`);
  if (at !== undefined) return readAt(at, zone, nowMs);
  if (after !== undefined) return readAfter(after, nowMs);
  return rate === undefined ? readCronOption(cron ?? '', zone, nowMs) : readRate(rate, nowMs);
}

/**
 * A single time is sent as an instant in UTC: Scheduler skips a local time that its zone skips, and the message
 * would be lost without a word.
 */
function once(dueMs: number, option: string, nowMs: number): ReadExpression {
  const wholeSecondMs = Math.ceil(dueMs / 1000) * 1000;
  if (wholeSecondMs <= nowMs) {
    return unusable(`${option}: ${new Date(dueMs).toISOString()} is in the past`);
  }
  const expression = `at(${new Date(wholeSecondMs).toISOString().slice(0, 19)})`;
  return found({ expression, timeZone: 'UTC', isRecurring: false, next: [wholeSecondMs] });
}

function readAt(at: string, zone: string, nowMs: number): ReadExpression {
  const hasOffset = /(?:Z|[+-]\d{2}:?\d{2})$/.test(at);
  const wanted = Date.parse(hasOffset ? at : `${at}Z`);
  const isLocal = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(at);
  if (Number.isNaN(wanted) || !(hasOffset || isLocal)) {
    return unusable(`--at: "${at}" is neither 2026-12-01T09:00 nor a time with an offset`);
  }
  return once(hasOffset ? wanted : instantOfLocal(zone, toLocalTime(at)), '--at', nowMs);
}

function readAfter(after: string, nowMs: number): ReadExpression {
  const [, amount, letter = ''] = /^(\d+)([smhd])$/.exec(after) ?? [];
  if (amount === undefined || !isShort(letter) || Number(amount) === 0) {
    return unusable(`--after: "${after}" is not a delay like 90s, 15m, 2h or 3d`);
  }
  return once(nowMs + Number(amount) * UNITS[SHORT[letter]], '--after', nowMs);
}

const isShort = (letter: string): letter is keyof typeof SHORT => letter in SHORT;

function readRate(rate: string, nowMs: number): ReadExpression {
  const [, amountText, unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(rate) ?? [];
  const amount = Number(amountText);
  if (amountText === undefined || !isUnit(unit) || amount === 0) {
    return unusable(`--rate: "${rate}" is not a rate like "15 minutes", "1 hour" or "2 days"`);
  }
  const expression = `rate(${amount} ${unit}${amount === 1 ? '' : 's'})`;
  const next = Array.from({ length: SHOWN }, (_, n) => nowMs + (n + 1) * amount * UNITS[unit]);
  return found({ expression, timeZone: 'UTC', isRecurring: true, next });
}

const isUnit = (unit: string): unit is keyof typeof UNITS => unit in UNITS;

function readCronOption(text: string, timeZone: string, nowMs: number): ReadExpression {
  const read = readCron(text);
  if (read.kind === 'unusable') return unusable(`--cron: ${read.problem}`);
  const next = nextTimes(read.cron, timeZone, { afterMs: nowMs, count: SHOWN });
  if (next.length === 0) return unusable(`--cron: "${text}" never fires`);
  return found({ expression: `cron(${text.trim()})`, timeZone, isRecurring: true, next });
}

const found = (expression: Expression): ReadExpression => ({ kind: 'expression', ...expression });
const unusable = (problem: string): ReadExpression => ({ kind: 'unusable', problem });
