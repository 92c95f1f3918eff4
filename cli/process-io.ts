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

/** Runs a command as the program of this process. */
export async function runProcess(
  commandFor: (io: CommandIo) => Command,
  argv: readonly string[],
): Promise<void> {
  await runCommand(commandFor(processIo), argv, processIo);
}
