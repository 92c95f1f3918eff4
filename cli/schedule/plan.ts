import { createHash } from 'node:crypto';
import { parseInput } from '../../lambda/contract/problems';
import type { Problem } from '../../lambda/contract/problems';
import { notificationRequestedSchema } from '../../lambda/contract/request-events';
import { resolveTimes } from '../../lambda/domain/times';
import { problemText } from '../problem-text';
import type { Expression } from './expression';
import { EVERY, ONCE } from './schedules';
import type { Schedule } from './schedules';

/** What a scheduled request says, in the fields of a request. */
export interface RequestOptions {
  readonly contact: string;
  readonly type?: string;
  /** Of a single message: the business fact it is about. */
  readonly occurrence?: string;
  /** Of a recurring one: what its occurrences are called, each with the time it was due. */
  readonly name?: string;
  readonly text?: string;
  readonly template?: object;
  readonly deliverBy?: string;
  readonly policy?: object;
}

export type Planned =
  | { readonly kind: 'planned'; readonly schedule: Schedule }
  | { readonly kind: 'unusable'; readonly problem: string };

/** Scheduler puts the time at which it was due in its place, so a late or repeated firing is the same occurrence. */
const SCHEDULED_TIME = '<aws.scheduler.scheduled-time>';
/** Any such time, to check what an occurrence will look like. */
const SOME_TIME = '2026-01-01T00:00:00Z';

/** Puts a schedule together and checks its request as the stack will check it. */
export function planSchedule(options: RequestOptions, expression: Expression): Planned {
  const { isRecurring, timeZone } = expression;
  const naming = isRecurring ? nameOfRecurring(options) : nameOfSingle(options);
  if (naming.kind === 'unusable') return naming;
  const { name, occurrence, input } = naming;
  const problems = problemsOf(requestOf(options, occurrence), expression);
  if (problems.length > 0) return unusable(problems.map(problemText).join('\n'));
  const schedule = { name, expression: expression.expression, timeZone, isRecurring, input };
  return { kind: 'planned', schedule };
}

type Naming =
  | {
      readonly kind: 'named';
      readonly name: string;
      /** As it will be, or as one of them could be. */
      readonly occurrence: string;
      readonly input: string;
    }
  | { readonly kind: 'unusable'; readonly problem: string };

function nameOfSingle(options: RequestOptions): Naming {
  const { contact, type = 'default', occurrence, name } = options;
  if (occurrence === undefined || name !== undefined) {
    return unusable('a single message needs --occurrence, and no --name');
  }
  return {
    kind: 'named',
    name: nameOfOnce({ contactId: contact, type, occurrence }),
    occurrence,
    input: withoutBrackets(requestOf(options, occurrence)),
  };
}

function nameOfRecurring(options: RequestOptions): Naming {
  const { name, occurrence, deliverBy } = options;
  if (name === undefined || occurrence !== undefined) {
    return unusable('a recurring message needs --name, and no --occurrence');
  }
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,47}$/.test(name)) {
    return unusable(`--name: "${name}" is not up to 48 letters, digits, dots and dashes`);
  }
  if (deliverBy !== undefined) {
    return unusable('--deliver-by: one instant cannot be the end of a recurring message');
  }
  // The words of Scheduler keep their brackets, and nothing else does.
  const rest = withoutBrackets(requestOf(options)).slice(1);
  return {
    kind: 'named',
    name: `${EVERY}${name}`,
    occurrence: `${name}-${SOME_TIME}`,
    input: `{"occurrence":"${name}-${SCHEDULED_TIME}",${rest}`,
  };
}

/** The name of the one schedule of a notification; it tells nothing about the contact. */
export function nameOfOnce(identity: {
  readonly contactId: string;
  readonly type: string;
  readonly occurrence: string;
}): string {
  const { contactId, type, occurrence } = identity;
  return `${ONCE}${hashOf([contactId, type, occurrence]).slice(0, 40)}`;
}

/** The same schedule has the same token, so a call that is made again is the same call. */
export const tokenOf = ({ name, expression, timeZone, input }: Schedule): string =>
  hashOf([name, expression, timeZone, input]);

const hashOf = (words: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(words)).digest('hex');

const requestOf = (options: RequestOptions, occurrence?: string) => ({
  version: '1',
  type: options.type ?? 'default',
  contactId: options.contact,
  occurrence,
  // A field that is named is meant, even without a value.
  ...(options.text !== undefined && { text: options.text }),
  ...(options.template && { template: options.template }),
  policy: options.policy,
  deliverBy: options.deliverBy,
});

function problemsOf(request: object, { next, isRecurring }: Expression): readonly Problem[] {
  const parsed = parseInput(notificationRequestedSchema, request);
  if (parsed.kind === 'invalid') return parsed.problems;
  const [due = 0] = next;
  const when = {
    deliverBy: parsed.value.deliverBy,
    notBefore: isRecurring ? undefined : new Date(due).toISOString(),
  };
  const resolved = resolveTimes(when, { eventAtMs: due, defaultTimeZone: 'UTC' });
  return resolved.kind === 'invalid' ? resolved.problems : [];
}

/** Scheduler reads what stands in angle brackets as a word of its own; JSON has another way to write them. */
const withoutBrackets = (request: object): string =>
  JSON.stringify(request)
    .replaceAll('<', String.raw`\u003c`)
    .replaceAll('>', String.raw`\u003e`);

const unusable = (problem: string) => ({ kind: 'unusable', problem }) as const;
