import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import type { CommandIo } from './command-io';
import { runCommand } from './run-command';
import { readTextFile } from './text-file';

/** The process a command runs in. */
const processIo: CommandIo = {
  environment: process.env,
  nowMs: Date.now,
  write: (out) => process.stdout.write(out),
  complain: (out) => process.stderr.write(out),
  readText: (path) => (path === '-' ? text(process.stdin) : readTextFile(path)),
  exit: (code) => {
    process.exitCode = code;
  },
};

/** Whoever reads only the first lines closes the pipe. That is no error of ours. */
function endQuietlyWithoutReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}

/** Runs a command as the program of this process. */
export async function runProcess(
  commandFor: (io: CommandIo) => Command,
  argv: readonly string[],
): Promise<void> {
  endQuietlyWithoutReader();
  // What the AWS SDK will need some day is no news for an operator.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  await runCommand(commandFor(processIo), argv, processIo);
}
