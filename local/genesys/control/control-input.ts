import * as v from 'valibot';

export interface InputIssue {
  readonly field: string;
  readonly found: string;
  readonly expected: string;
}

/** A control call that cannot be carried out; the message is for the person who wrote the call. */
export class ControlRefusal extends Error {
  override readonly name = 'ControlRefusal';

  constructor(
    readonly status: number,
    message: string,
    readonly issues: readonly InputIssue[] = [],
  ) {
    super(message);
  }
}

/** Valibot says that an unknown field was expected to be `never`; people say that there is none. */
const toIssue = (issue: v.BaseIssue<unknown>): InputIssue => {
  const field = v.getDotPath(issue) ?? '(body)';
  return issue.expected === 'never'
    ? { field, found: 'an unknown field', expected: 'no such field' }
    : { field, found: issue.received, expected: issue.expected ?? issue.message };
};

/** Strict: a field that the route does not know is named as well. */
export const parseInput = <Schema extends v.GenericSchema>(
  schema: Schema,
  input: unknown,
): v.InferOutput<Schema> => {
  const result = v.safeParse(schema, input);
  if (result.success) return result.output;
  const issues = result.issues.map(toIssue);
  const [first] = issues;
  throw new ControlRefusal(
    400,
    `${first?.field ?? 'body'}: found ${first?.found ?? 'nothing'}, expected ${first?.expected ?? 'something else'}`,
    issues,
  );
};

export const found = <Value>(value: Value | undefined, what: string, id: string): Value => {
  if (value === undefined) throw new ControlRefusal(404, `no ${what} has the id ${id}`);
  return value;
};
