import {
  NOTIFICATION_CANCELLED,
  NOTIFICATION_RESCHEDULED,
} from '../../lambda/contract/change-events';
import type { Expression } from './expression';
import { nameOfOnce, tokenOf } from './plan';
import { EVERY, ONCE } from './schedules';
import type { Publisher, Schedule, Schedules } from './schedules';

/** What came of a command, for people and for scripts. */
export interface Done {
  readonly result:
    'created' | 'unchanged' | 'different' | 'cancelled' | 'rescheduled' | 'published' | 'unknown';
  readonly name: string;
  readonly next?: readonly string[];
}

/** Which schedule, or which notification, a command is about. */
export type Subject =
  | { readonly kind: 'recurring'; readonly name: string }
  | {
      readonly kind: 'once';
      readonly contactId: string;
      readonly type: string;
      readonly occurrence: string;
    };

export interface Stack {
  readonly schedules: Schedules;
  readonly publisher: Publisher;
}

const scheduleNameOf = (subject: Subject): string =>
  subject.kind === 'once' ? nameOfOnce(subject) : `${EVERY}${subject.name}`;

const iso = (times: readonly number[]): string[] => times.map((ms) => new Date(ms).toISOString());

/** Creating the same schedule twice is creating it once; another one of the same name is left as it is. */
export async function create(
  { schedules }: Pick<Stack, 'schedules'>,
  schedule: Schedule,
  { next }: Pick<Expression, 'next'>,
): Promise<Done> {
  const { name } = schedule;
  if ((await schedules.create(schedule, tokenOf(schedule))) === 'created') {
    return { result: 'created', name, next: iso(next) };
  }
  const standing = await schedules.fetch(name);
  const isSame = standing !== undefined && tokenOf(standing) === tokenOf(schedule);
  return isSame ? { result: 'unchanged', name, next: iso(next) } : { result: 'different', name };
}

/**
 * Takes a schedule away. For a single message the stack is told first: the schedule may fire at this very moment,
 * or have fired before.
 */
export async function cancel(stack: Stack, subject: Subject): Promise<Done> {
  const name = scheduleNameOf(subject);
  if (subject.kind === 'recurring') {
    const removed = await stack.schedules.remove(name);
    return { result: removed === 'removed' ? 'cancelled' : 'unknown', name };
  }
  await stack.publisher.publish(NOTIFICATION_CANCELLED, identityOf(subject));
  await stack.schedules.remove(name);
  return { result: 'cancelled', name };
}

/** Moves a schedule, or tells the stack to move what its schedule has already requested. */
export async function reschedule(
  stack: Stack,
  subject: Subject,
  expression: Expression,
): Promise<Done> {
  const name = scheduleNameOf(subject);
  const next = iso(expression.next);
  const standing = await stack.schedules.fetch(name);
  if (standing !== undefined) {
    const { expression: spelled, timeZone } = expression;
    const moved = { ...standing, expression: spelled, timeZone };
    await stack.schedules.replace(moved, tokenOf(moved));
    return { result: 'rescheduled', name, next };
  }
  if (subject.kind === 'recurring') return { result: 'unknown', name };
  const [notBefore] = next;
  await stack.publisher.publish(NOTIFICATION_RESCHEDULED, { ...identityOf(subject), notBefore });
  return { result: 'published', name, next };
}

const identityOf = ({ contactId, type, occurrence }: Extract<Subject, { kind: 'once' }>) => ({
  version: '1',
  contactId,
  type,
  occurrence,
});

/** All schedules of messages, without contact and text. */
export async function list({ schedules }: Pick<Stack, 'schedules'>): Promise<Schedule[]> {
  const names = [...(await schedules.list(ONCE)), ...(await schedules.list(EVERY))];
  const found: Schedule[] = [];
  // One after the other: Scheduler allows few reads a second, and nobody is in a hurry.
  for (const name of names) {
    // oxlint-disable-next-line no-await-in-loop
    const schedule = await schedules.fetch(name);
    if (schedule !== undefined) found.push(schedule);
  }
  return found;
}
