import { CommanderError } from 'commander';
import type { Command } from 'commander';
import { explainAwsError } from './aws/explain-aws-error';
import type { CommandIo } from './command-io';
import { errorText } from './error-text';
import { UsageError } from './usage-error';

/** Runs a command, and turns whatever goes wrong into a sentence, a next step and an exit code. */
export async function runCommand(
  command: Command,
  argv: readonly string[],
  io: CommandIo,
): Promise<void> {
  prepare(command, io);
  try {
    await command.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      io.exit(error.exitCode === 0 ? 0 : 2);
      return;
    }
    const isUsage = error instanceof UsageError;
    io.complain(`${isUsage ? error.message : errorText(explainAwsError(error))}\n`);
    if (argv.includes('--debug')) io.complain(`${traceOf(error)}\n`);
    io.exit(isUsage ? 2 : 1);
  }
}

/** A command that is added to another inherits nothing of it. */
function prepare(command: Command, io: CommandIo): void {
  command
    .exitOverride()
    .configureOutput({ writeOut: io.write, writeErr: io.complain })
    .showHelpAfterError('Try it with --help.');
  for (const each of command.commands) prepare(each, io);
}

const traceOf = (error: unknown): string =>
  error instanceof Error ? [error.stack ?? '', causeOf(error)].join('') : '';

const causeOf = ({ cause }: Error): string =>
  cause instanceof Error ? `\ncaused by ${traceOf(cause)}` : '';
