import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { errorCode } from './error-facts';

/** Modules of ours, found by name from here. */
export const OUR_PYTHON = join(__dirname, 'python');

export interface PythonModule {
  /** The interpreter to run it with. */
  readonly python: string;
  /** The module's name, as after `python -m`. */
  readonly module: string;
  readonly args?: readonly string[];
  /** Its whole environment: nothing is inherited. */
  readonly environment: NodeJS.ProcessEnv;
  /** A folder that must not outlive the process, even if this one is killed. */
  readonly scratchFolder?: string;
  /** Where its output goes: a file descriptor, or a pipe to read. */
  readonly output: number | 'pipe';
}

/**
 * Starts a Python module that leads its own process group and cannot outlive this process, however
 * this process ends. End it early with `killGroup`.
 */
export function startPythonModule(options: PythonModule): ChildProcess {
  const script = join(OUR_PYTHON, 'dies-with-parent.py');
  return spawn(
    options.python,
    [script, options.scratchFolder ?? '-', options.module, ...(options.args ?? [])],
    {
      detached: true,
      env: options.environment,
      stdio: ['pipe', options.output, options.output],
    },
  );
}

/** Kills a group leader and everything it started; a group that is already gone is fine. */
export function killGroup(leader: ChildProcess): void {
  if (leader.pid === undefined) return;
  try {
    process.kill(-leader.pid, 'SIGKILL');
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}

/** How a Python module ended, with everything it printed. */
export interface PythonResult {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a Python module to its end. An interpreter that cannot be started counts as code null. */
export async function runPythonModule(
  options: Omit<PythonModule, 'output'>,
): Promise<PythonResult> {
  const child = startPythonModule({ ...options, output: 'pipe' });
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString('utf8');
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  return await new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, output: `${output}${error.message}` }));
    child.once('close', (code) => resolve({ code, output }));
  });
}
