import * as v from 'valibot';
import { functionNameSchema } from '../lambda/contract/conditions';
import { notificationTypeSchema } from '../lambda/contract/request-events';
import { describeSetting } from './setting-problems';

const text = v.pipe(v.string(), v.minLength(1));
const texts = v.pipe(v.array(text), v.minLength(1, 'at least one'), v.maxLength(20, 'at most 20'));

/** Fields of the event as EventBridge names them: names and dots, for a transformer reads no filters. */
const FIELD = String.raw`\$\.detail(?:\.[A-Za-z_][\w-]*)+`;
const fieldSchema = v.pipe(
  v.string(),
  v.regex(new RegExp(`^${FIELD}$`), 'a field of the event such as "$.detail.order.customerId"'),
);

/** Text around fields of the event, each in braces. */
export const occurrencePattern = new RegExp(String.raw`\{(${FIELD})\}`, 'g');
const occurrenceSchema = v.pipe(
  v.string(),
  v.maxLength(200, 'at most 200 characters'),
  v.check(
    (pattern) => occurrencePattern[Symbol.matchAll](pattern).next().done === false,
    'at least one field of the event in braces, such as "order-{$.detail.order.id}"',
  ),
  v.check(
    (pattern) => !/[{}<>"\\]/.test(pattern.replaceAll(occurrencePattern, '')),
    'braces around fields such as {$.detail.order.id} only, and no <, >, quotes or backslashes',
  ),
);

/** An event that ends the truth of what the occurrence it names would say. */
const untilSchema = v.strictObject({
  source: v.pipe(
    texts,
    v.check(
      (sources) => sources.every((source) => !source.startsWith('aws.')),
      'sources that do not start with aws.',
    ),
  ),
  detailType: texts,
  /** Pattern of EventBridge for the detail. */
  detail: v.optional(v.record(v.string(), v.unknown())),
  contactId: fieldSchema,
  occurrence: occurrenceSchema,
});

const conditionSchema = v.strictObject({
  type: notificationTypeSchema,
  /** Name of a Lambda function that is asked right before sending. */
  ask: v.optional(functionNameSchema),
  /** Event that takes the message back. */
  until: v.optional(untilSchema),
});

/** Which types of notifications have to be still true when they are sent, and who knows. */
export const stillTrueSettings = v.pipe(
  v.array(
    v.pipe(
      conditionSchema,
      v.check(({ ask, until }) => (ask ?? until) !== undefined, 'ask, until, or both'),
    ),
  ),
  v.maxLength(20, 'at most 20 types'),
  v.check(
    (conditions) => new Set(conditions.map(({ type }) => type)).size === conditions.length,
    'one entry for each type',
  ),
);

/** A condition as it is written. */
export type StillTrueProps = v.InferInput<typeof conditionSchema>;
export type StillTrue = v.InferOutput<typeof conditionSchema>;
export type TruthEnd = v.InferOutput<typeof untilSchema>;

/** A condition is wrong; the message names the field and what is expected. */
export class StillTrueError extends Error {
  override readonly name = 'StillTrueError';
}

/**
 * Checks conditions that come by code rather than by `cdk.json`.
 *
 * @throws StillTrueError
 */
export function parseStillTrue(conditions: readonly StillTrueProps[] = []): StillTrue[] {
  const parsed = v.safeParse(v.object({ stillTrue: stillTrueSettings }), { stillTrue: conditions });
  if (parsed.success) return parsed.output.stillTrue;
  throw new StillTrueError(parsed.issues.map(describeSetting).join('\n'));
}
