import Table from 'cli-table3';
import { nextTimes, readCron } from './aws-cron';
import type { Done } from './operate';
import type { Schedule } from './schedules';

const SENTENCES: Record<Done['result'], string> = {
  created: 'created',
  unchanged: 'exists already, exactly so',
  different: 'exists already with another time or content: reschedule it, or cancel it first',
  cancelled: 'cancelled',
  rescheduled: 'moved',
  published: 'has fired or never existed: the stack was told to move the notification itself',
  unknown: 'does not exist',
};

export function showDone({ name, result, next = [] }: Done): string {
  const times = next.length === 0 ? '' : `, next: ${next.join(', ')}`;
  return `${name}: ${SENTENCES[result]}${times}`;
}

/** What a listed schedule shows: its request's kind and occurrence, and neither contact nor text. */
function toRow({ name, expression, timeZone, input }: Schedule, nowMs: number) {
  const { type = '', occurrence = '' } = identityIn(input);
  return {
    name,
    type,
    occurrence,
    expression,
    timeZone,
    next: nextOf(expression, timeZone, nowMs),
  };
}

export function showList(
  schedules: readonly Schedule[],
  { isJson, nowMs }: { readonly isJson: boolean; readonly nowMs: number },
): string {
  const rows = schedules.map((schedule) => toRow(schedule, nowMs));
  if (isJson) return `${JSON.stringify(rows)}\n`;
  const table = new Table({
    head: ['name', 'type', 'occurrence', 'when', 'zone', 'next'],
    style: { head: [], border: [] },
  });
  for (const { name, type, occurrence, expression, timeZone, next = '' } of rows) {
    table.push([name, type, occurrence, expression, timeZone, next]);
  }
  return `${rows.length === 0 ? 'no schedules' : table.toString()}\n`;
}

/** Of a rate nobody but Scheduler knows when it last fired. */
function nextOf(expression: string, timeZone: string, nowMs: number): string | undefined {
  const [, kind, inner = ''] = /^(at|cron)\((.*)\)$/.exec(expression) ?? [];
  if (kind === 'at') return `${inner}Z`;
  const read = kind === 'cron' ? readCron(inner) : undefined;
  if (read?.kind !== 'cron') return undefined;
  const [next] = nextTimes(read.cron, timeZone, { afterMs: nowMs, count: 1 });
  return next === undefined ? 'never' : new Date(next).toISOString();
}

function identityIn(input: string): { type?: string; occurrence?: string } {
  const field = (name: string) => new RegExp(`"${name}":"([^"]*)"`).exec(input)?.[1];
  return { type: field('type'), occurrence: field('occurrence') };
}
