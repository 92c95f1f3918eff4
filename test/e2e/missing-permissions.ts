import * as v from 'valibot';
import { waitFor } from '../../local/story/wait-for';
import { PATIENCE_MS } from './patience';
import type { World } from './world';

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

/** Waits until the functions of the stack have logged that permissions are missing, and gives these. */
export async function loggedMissingPermissions(
  { admin }: Pick<World, 'admin'>,
  sinceMs: number,
): Promise<string[]> {
  const look = async (): Promise<string[] | undefined> => {
    const named = missingPermissionsIn(await admin.logLines(sinceMs));
    return named.length > 0 ? named : undefined;
  };
  return await waitFor('a missing permission in the logs', look, PATIENCE_MS);
}
