import * as v from 'valibot';

const lineSchema = v.pipe(
  v.string(),
  v.transform((line) => line.slice(line.indexOf('{'))),
  v.parseJson(),
  v.object({ missingPermission: v.string() }),
);

/** The IAM actions that log lines call missing, each once. */
export function missingPermissionsIn(lines: readonly string[]): string[] {
  const named = lines.flatMap((line) => {
    const parsed = v.safeParse(lineSchema, line);
    return parsed.success ? [parsed.output.missingPermission] : [];
  });
  return [...new Set(named)];
}
