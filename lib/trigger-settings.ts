import * as v from 'valibot';
import { contactIdSchema, occurrenceSchema, textSchema } from '../lambda/contract/request-events';
import { isConsistent, policySchema } from '../lambda/contract/policy';
import { templateReferenceSchema } from '../lambda/contract/template-reference';
import { TRIGGER_EVENT_NAMES, TRIGGER_EVENTS } from '../lambda/contract/triggers';

/** Four days: Genesys tries no longer to deliver an event. */
const MAX_TTL_MINUTES = 4 * 1440;
/** A year, as a request may be put off. */
const MAX_MINUTES = 366 * 1440;
/** A rule's pattern has an end; a list this long leaves room for the others. */
const MAX_VALUES = 20;

const minutes = (least: number, most: number) =>
  v.pipe(
    v.number(),
    v.integer('whole minutes'),
    v.minValue(least, `at least ${least}`),
    v.maxValue(most, `at most ${most}`),
  );

const fieldsSchema = v.strictObject({
  /** Part of each message's identity, and the name of the rule. */
  name: v.pipe(
    v.string(),
    v.regex(/^[A-Za-z][A-Za-z0-9-]{0,39}$/, 'letters, digits and dashes, at most 40'),
  ),
  on: v.picklist(TRIGGER_EVENT_NAMES),
  /** Values of the event's fields; each named field must have one of its values. */
  where: v.optional(
    v.record(
      v.string(),
      v.pipe(
        v.array(v.pipe(v.string(), v.minLength(1))),
        v.minLength(1, 'at least one value'),
        v.maxLength(MAX_VALUES, `at most ${MAX_VALUES} values`),
      ),
    ),
    {},
  ),
  /** How long after the event. */
  afterMinutes: v.optional(minutes(0, MAX_MINUTES), 0),
  /** An event older than this when it arrives is let go. */
  ttlMinutes: v.optional(minutes(1, MAX_TTL_MINUTES), 60),
  /** Kind of notification. Default: the name of the trigger. */
  type: v.optional(contactIdSchema),
  text: v.optional(textSchema),
  template: v.optional(v.strictObject(templateReferenceSchema.entries)),
  policy: v.optional(
    v.pipe(
      v.strictObject(policySchema.entries),
      v.check(isConsistent, 'a policy whose session and whenClosed go together'),
      v.check(
        ({ whenClosed }) => whenClosed !== 'fallback',
        'another whenClosed than fallback: a trigger names no channels',
      ),
    ),
  ),
  /** Worthless so many minutes after it was due. Default: never. */
  deliverWithinMinutes: v.optional(minutes(1, MAX_MINUTES)),
});
type Fields = v.InferOutput<typeof fieldsSchema>;

const saysOneThing = ({ text, template }: Fields): boolean =>
  (text === undefined) !== (template === undefined);

/** A field that the event does not have would never match, and nobody would hear of it. */
const unknownField = ({ on, where }: Pick<Fields, 'on' | 'where'>): string | undefined => {
  const known: readonly string[] = TRIGGER_EVENTS[on];
  return Object.keys(where).find((field) => !known.includes(field));
};

const triggerSchema = v.pipe(
  fieldsSchema,
  v.check(saysOneThing, 'either text or template'),
  v.check(
    (trigger) => unknownField(trigger) === undefined,
    (issue) => wherePlease(issue.input),
  ),
  v.check(
    ({ name }) => v.is(occurrenceSchema, `${name}-x`),
    'a name that an occurrence may begin with',
  ),
);

function wherePlease(input: Pick<Fields, 'on' | 'where'>): string {
  const unknown = unknownField(input) ?? '';
  return `where without "${unknown}": ${input.on} has ${TRIGGER_EVENTS[input.on].join(', ')}`;
}

const hasOwnNames = (triggers: Fields[]): boolean =>
  new Set(triggers.map(({ name }) => name)).size === triggers.length;

/** The stage's triggers, in the order of `cdk.json`. */
export const triggersSchema = v.pipe(
  v.array(triggerSchema),
  v.check(hasOwnNames, 'a name of its own for every trigger'),
);

/** A trigger as it is written. */
export type EventTriggerProps = v.InferInput<typeof triggerSchema>;
/** A trigger with everything that was left out. */
export type EventTrigger = v.InferOutput<typeof triggerSchema>;

/** A trigger is wrong; the message names it, the field and what is expected. */
export class TriggerSettingError extends Error {
  override readonly name = 'TriggerSettingError';
}

/**
 * Checks triggers that come by code rather than by `cdk.json`.
 *
 * @throws TriggerSettingError
 */
export function parseTriggers(triggers: readonly EventTriggerProps[]): EventTrigger[] {
  const parsed = v.safeParse(triggersSchema, triggers);
  if (parsed.success) return parsed.output;
  const problems = parsed.issues.map(
    (issue) => `triggers.${v.getDotPath(issue) ?? ''}: ${issue.message}`,
  );
  throw new TriggerSettingError(problems.join('\n'));
}
