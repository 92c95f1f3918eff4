import { Command, CommanderError, Option } from 'commander';
import { toEndpoint, toHost, toPort } from './command-arguments';
import type { StoryOptions } from './story-options';

const USAGE_ERROR = 2;

export type ParsedCommandLine =
  | { readonly kind: 'run'; readonly options: StoryOptions }
  | { readonly kind: 'done'; readonly exitCode: number };

/** Reads the arguments after the program's name; help and mistakes are answered here. */
export function parseCommandLine(args: readonly string[]): ParsedCommandLine {
  const program = createProgram();
  try {
    program.parse(args, { from: 'user' });
  } catch (error) {
    // Help is a wish fulfilled; everything else commander has already explained on stderr.
    const isHelp = error instanceof CommanderError && error.exitCode === 0;
    return { kind: 'done', exitCode: isHelp ? 0 : USAGE_ERROR };
  }
  return { kind: 'run', options: program.opts<StoryOptions>() };
}

function createProgram(): Command {
  return new Command('npm start --')
    .description(
      'Deploys the stack into an AWS emulator, starts a Genesys simulator, and tells what happens\nto a handful of proactive messages. Exit code 1 if anything differs from what it promises.',
    )
    .option('--once', 'end after the story and leave no process behind', false)
    .option('--json', 'one JSON document on stdout, everything else on stderr', false)
    .addOption(
      new Option('--port <port>', 'port of the AWS emulator (default: a free one)')
        .argParser(toPort)
        .conflicts('endpoint'),
    )
    .option(
      '--simulator-port <port>',
      'port of the Genesys simulator (default: a free one)',
      toPort,
    )
    .option(
      '--simulator-url <url>',
      'where deployed functions reach the simulator, if not on 127.0.0.1',
      toHost,
    )
    .option(
      '--endpoint <url|account>',
      'deploy into another emulator, or into the AWS account of your credentials',
      toEndpoint,
    )
    .option('--debug', 'show where an error came from', false)
    .allowExcessArguments(false)
    .showHelpAfterError('Try: npm start -- --help')
    .addHelpText('after', EXAMPLES)
    .exitOverride();
}

const EXAMPLES = `
Examples:
  npm start                                          tell the story, then stay up for trying things
  npm start -- --once                                tell it and end
  npm start -- --once --json > story.json            the same, for a machine
  npm start -- --port 4566                           the emulator on its usual port
  npm start -- --endpoint http://localhost:4566      use an emulator that runs already
  npm start -- --endpoint account --simulator-url https://my-tunnel.example
                                                     use AWS; a tunnel leads to --simulator-port
`;
