import type { Command } from 'commander';
import type { CommandIo } from './command-io';
import { UsageError } from './usage-error';

/** What every command takes. */
export interface StackFlags {
  readonly stack?: string;
  readonly region?: string;
  readonly endpoint?: string;
  readonly json?: true;
  readonly debug?: true;
}

/** Which stack a command is about, and how it answers. */
export interface StackChoice {
  readonly stack: string;
  readonly region?: string;
  /** An emulator's address; AWS itself when left out. */
  readonly endpoint?: string;
}

/** Adds the flags that every command takes. */
export const withStackFlags = (command: Command): Command =>
  command
    .option('--stack <name>', 'the deployed stack (or PROACTIVE_STACK)')
    .option('--region <region>', 'its AWS region (default: that of your credentials)')
    .option('--endpoint <url>', 'an emulator instead of AWS (or AWS_ENDPOINT_URL)')
    .option('--json', 'one JSON document on standard output')
    .option('--debug', 'with the stack trace, when something fails');

/** Reads them, and the variables that stand in for them. Throws UsageError. */
export function readStackFlags(
  { stack, region, endpoint }: StackFlags,
  { environment }: Pick<CommandIo, 'environment'>,
): StackChoice {
  const named = stack ?? environment.PROACTIVE_STACK;
  if (!named) throw new UsageError('which stack? Give --stack <name>, or set PROACTIVE_STACK');
  return { stack: named, region, endpoint: endpointOf(endpoint ?? environment.AWS_ENDPOINT_URL) };
}

function endpointOf(url: string | undefined): string | undefined {
  if (!url) return undefined;
  if (URL.canParse(url) && /^https?:/.test(url)) return url;
  throw new UsageError(`--endpoint: "${url}" is no http address, such as http://localhost:4566`);
}
