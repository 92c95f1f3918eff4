import * as v from 'valibot';
import { parseOwn } from './unreadable-data-error';

/** Name of a Lambda function of the account that the stack is in. */
export const functionNameSchema = v.pipe(
  v.string(),
  v.regex(/^[\w-]{1,64}$/, 'the name of a Lambda function, without ARN and version'),
);

/** By type of notification: the function that is asked whether such a message is still true. */
const conditionsSchema = v.record(v.string(), functionNameSchema);
export type ConditionFunctions = v.InferOutput<typeof conditionsSchema>;

/** Reads the variable that names the condition functions of a stage. */
export const readConditions = ({ STILL_TRUE }: { readonly STILL_TRUE: string }) =>
  parseOwn(v.pipe(v.string(), v.parseJson(), conditionsSchema), STILL_TRUE, 'the conditions');

/** What a condition function receives. The text stays here: whoever asked for the message knows what it says. */
export interface ConditionQuestion {
  readonly version: '1';
  readonly notificationKey: string;
  readonly type: string;
  readonly occurrence: string;
  readonly contactId: string;
}

/** What it answers. Anything else counts as no answer. */
export const conditionAnswerSchema = v.object({ stillTrue: v.boolean() });
