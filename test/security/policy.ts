import * as v from 'valibot';

const oneOrMore = v.pipe(
  v.union([v.string(), v.array(v.string())]),
  v.transform((value) => (typeof value === 'string' ? [value] : value)),
);
const conditionsSchema = v.record(v.string(), v.record(v.string(), oneOrMore));

const statementSchema = v.object({
  Effect: v.picklist(['Allow', 'Deny']),
  Action: oneOrMore,
  Resource: v.optional(oneOrMore, []),
  Principal: v.optional(v.union([v.literal('*'), v.record(v.string(), oneOrMore)]), {}),
  Condition: v.optional(conditionsSchema, {}),
});
export const policySchema = v.object({ Statement: v.array(statementSchema) });
export type Policy = v.InferOutput<typeof policySchema>;
export type Conditions = v.InferOutput<typeof conditionsSchema>;

/** What a policy allows, statement by statement. */
export const allowsOf = ({ Statement }: Policy) =>
  Statement.filter(({ Effect }) => Effect === 'Allow').map(({ Action, Resource }) => ({
    actions: Action,
    resources: Resource,
  }));

/** What a policy opens to AWS services, and under which conditions. */
export const servicesIn = ({ Statement }: Policy): { service: string; conditions: Conditions }[] =>
  Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Principal, Condition }) =>
    typeof Principal === 'string'
      ? []
      : (Principal.Service ?? []).map((service) => ({ service, conditions: Condition })),
  );

/** Whether one of these operators compares a key with something. */
export const compares = (
  conditions: Conditions,
  operators: readonly string[],
  key: string,
): boolean => operators.some((operator) => (conditions[operator]?.[key] ?? []).length > 0);
