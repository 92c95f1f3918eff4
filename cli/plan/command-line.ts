import { Command, CommanderError } from 'commander';

const USAGE_ERROR = 2;

export interface PlanOptions {
  /** A file of requests, or `-` for standard input. */
  readonly file: string;
  readonly stack: string;
  readonly region?: string;
  readonly endpoint?: string;
  readonly templates?: string;
  readonly json: boolean;
}

export type ParsedCommandLine =
  | { readonly kind: 'run'; readonly options: PlanOptions }
  | { readonly kind: 'done'; readonly exitCode: number };

const HELP = `
The file holds requests as NotificationRequested has them in its detail: one JSON object, an array of them,
or one per line. Nothing is written and nobody is asked at Genesys: the registry decides where Genesys would
have the last word.

Examples:
  npm run plan -- requests.jsonl --stack ProactiveMessaging-prod
  npm run plan -- - --stack ProactiveMessaging-laptop --endpoint http://localhost:4566 < request.json

Exit code: 0 when every request could be read, 1 when one could not or the plan failed, 2 when the options make no sense.
`;

/** Reads the arguments after the program's name; help and mistakes are answered here. */
export function parseCommandLine(args: readonly string[]): ParsedCommandLine {
  const program = new Command('npm run plan --')
    .description(
      'Says for each request of a file whether it would be sent now, wait, or be refused, and what it would take.',
    )
    .argument('<file>', 'requests, or - for standard input')
    .requiredOption('--stack <name>', 'the deployed stack')
    .option('--region <region>', 'its region (default: that of your credentials)')
    .option('--endpoint <url>', 'an emulator instead of AWS')
    .option(
      '--templates <file>',
      'the template file of the stage, for requests that name templates',
    )
    .option('--json', 'one JSON document on stdout', false)
    .showHelpAfterError('Try: npm run plan -- --help')
    .addHelpText('after', HELP)
    .exitOverride();
  try {
    program.parse(args, { from: 'user' });
  } catch (error) {
    const isHelp = error instanceof CommanderError && error.exitCode === 0;
    return { kind: 'done', exitCode: isHelp ? 0 : USAGE_ERROR };
  }
  const [file = ''] = program.args;
  return { kind: 'run', options: { file, ...program.opts<Omit<PlanOptions, 'file'>>() } };
}
