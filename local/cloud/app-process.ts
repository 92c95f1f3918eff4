import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';

export interface AppProcessOptions {
  /** A shell command. */
  readonly command: string;
  readonly workingDirectory: string;
  /** Its whole environment. */
  readonly environment: NodeJS.ProcessEnv;
  /** What it prints is appended here. */
  readonly logPath: string;
  /** Ends it early. */
  readonly signal?: AbortSignal;
}

/** The app ended without success; `printed` is what it wrote to standard error. */
export class AppFailed extends Error {
  override readonly name = 'AppFailed';

  constructor(
    readonly printed: string,
    how: string,
    options?: ErrorOptions,
  ) {
    super(`The CDK app ${how}.`, options);
  }
}

/** Runs a CDK app to its end. Throws AppFailed when it cannot be started or does not end with 0. */
export async function runApp(options: AppProcessOptions): Promise<void> {
  const child = spawn(options.command, {
    shell: true,
    cwd: options.workingDirectory,
    env: options.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: options.signal,
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => appendFileSync(options.logPath, chunk));
  child.stderr.on('data', (chunk: Buffer) => {
    printed += chunk.toString('utf8');
    appendFileSync(options.logPath, chunk);
  });
  await new Promise<void>((resolve, reject) => {
    child.once('error', (cause) => reject(new AppFailed('', 'could not be run', { cause })));
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new AppFailed(printed, `ended with ${signal ?? `code ${code ?? 'unknown'}`}`));
    });
  });
}
