import * as v from 'valibot';

/** One thing that is wrong with an input: a stable code, where it is, what was expected and what kind of thing was there. Never the value itself, which may be a message text. */
export const problemSchema = v.object({
  code: v.string(),
  path: v.string(),
  expected: v.string(),
  found: v.string(),
});
export type Problem = v.InferOutput<typeof problemSchema>;

export type Parsed<T> = { kind: 'valid'; value: T } | { kind: 'invalid'; problems: Problem[] };

/** Parses an input from outside and reports every problem at once, by code and field path. */
export function parseInput<const S extends v.GenericSchema>(
  schema: S,
  input: unknown,
): Parsed<v.InferOutput<S>> {
  const result = v.safeParse(schema, input);
  return result.success
    ? { kind: 'valid', value: result.output }
    : { kind: 'invalid', problems: result.issues.map(toProblem) };
}

function toProblem(issue: v.BaseIssue<unknown>): Problem {
  return {
    code: codeOf(issue),
    path: v.getDotPath(issue) ?? '$',
    expected: issue.expected ?? issue.type,
    found: describeKind(issue.input),
  };
}

/** Schemas carry their own code as the message; the library's own sentences become the two general codes. */
function codeOf(issue: v.BaseIssue<unknown>): string {
  if (issue.input === undefined) return 'FIELD_MISSING';
  return /^[A-Z][A-Z_]+$/.test(issue.message) ? issue.message : 'WRONG_TYPE';
}

/** What kind of thing a value is, without telling the value. */
export function describeKind(input: unknown): string {
  if (input === null) return 'null';
  if (Array.isArray(input)) return `array of ${input.length}`;
  if (typeof input === 'string') return `string of ${input.length} characters`;
  return typeof input;
}
