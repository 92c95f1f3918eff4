import { Command, CommanderError, Option } from 'commander';
import { toEndpoint, toHost, toPort } from '../../local/story/command-arguments';
import type { E2eCase } from './e2e-case';

const USAGE_ERROR = 2;

export interface E2eOptions {
  readonly json: boolean;
  /** Another emulator, or `account`. Default: the built-in emulator. */
  readonly endpoint?: string;
  readonly simulatorPort?: number;
  readonly simulatorUrl?: string;
}

export type ParsedCommandLine =
  | { readonly kind: 'run'; readonly cases: readonly E2eCase[]; readonly options: E2eOptions }
  | { readonly kind: 'list' }
  | { readonly kind: 'done'; readonly exitCode: number };

type Flags = E2eOptions & { readonly list: boolean; readonly only?: string[] };

/** Reads the arguments after the program's name; help and mistakes are answered here. */
export function parseCommandLine(
  args: readonly string[],
  known: readonly E2eCase[],
): ParsedCommandLine {
  const program = createProgram(known.map(({ name }) => name));
  try {
    program.parse(args, { from: 'user' });
  } catch (error) {
    const isHelp = error instanceof CommanderError && error.exitCode === 0;
    return { kind: 'done', exitCode: isHelp ? 0 : USAGE_ERROR };
  }
  const { list, only, ...options } = program.opts<Flags>();
  if (list) return { kind: 'list' };
  return { kind: 'run', cases: choose(known, { only, ...options }), options };
}

/** In the order in which they stand, whatever the order in which they are named. */
const choose = (known: readonly E2eCase[], { only, endpoint }: Partial<Flags>): E2eCase[] =>
  known
    .filter(({ ownEmulator }) => ownEmulator !== true || endpoint === undefined)
    .filter(({ name }) => only?.includes(name) ?? true);

function createProgram(names: readonly string[]): Command {
  return new Command('npm run e2e --')
    .description(
      'Deploys the stack with the cdk command into an AWS emulator that enforces IAM, updates it, breaks it and\ndestroys it, and looks at what is told, kept and sent. Exit code 1 if anything differs from what it promises.',
    )
    .addOption(new Option('--only <case...>', 'these cases and what they need').choices(names))
    .option('--list', 'say what each case proves, and end', false)
    .option('--json', 'one JSON document on stdout, everything else on stderr', false)
    .option(
      '--endpoint <url|account>',
      'another emulator, or the AWS account of your credentials (a sandbox)',
      toEndpoint,
    )
    .option(
      '--simulator-port <port>',
      'port of the Genesys simulator (default: a free one)',
      toPort,
    )
    .option('--simulator-url <url>', 'where deployed functions reach the simulator', toHost)
    .allowExcessArguments(false)
    .showHelpAfterError('Try: npm run e2e -- --help')
    .exitOverride();
}
