import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export type TypeScriptProcess = ChildProcessByStdio<null, Readable, null>;

/** Runs a TypeScript file in a process of its own, so that a test can kill it. */
export function runTypeScript(
  file: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): TypeScriptProcess {
  return spawn(process.execPath, ['--require', 'tsx/cjs', file, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/** The next line that a process prints. */
export async function firstLine(child: TypeScriptProcess): Promise<string> {
  const printed: unknown[] = await once(createInterface({ input: child.stdout }), 'line');
  return String(printed[0]);
}
