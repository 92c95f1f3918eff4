import { Command, InvalidArgumentError } from 'commander';
import type { CommandIo } from '../command-io';
import { errorText } from '../error-text';
import type { Verdict } from './check';
import { examine } from './examine';
import type { DoctorOptions } from './examine';
import { countKinds, verdictsText } from './show';

const HELP = `
With --stack, everything is looked at: AWS, the stack, and Genesys with the stack's own OAuth client. With --client and
--genesys-url, Genesys alone: before there is a stack, or to try this out on the simulator. Nothing is written and
nothing is sent; Genesys is asked fewer than ten times, and one token is made.

Examples:
  npx proactive doctor --stack ProactiveMessaging-prod --region eu-west-1
  npx proactive doctor --stack ProactiveMessaging-laptop --endpoint http://localhost:4566
  npm run simulator > simulator.json & npx proactive doctor --client simulator.json --genesys-url http://127.0.0.1:8080

Exit code: 0 when nothing is broken, 1 when something is, 2 when the options make no sense.`;

/** The command that proves a set-up from outside. */
export function doctorCommand(io: CommandIo): Command {
  return new Command('doctor')
    .description(
      'Looks at a set-up from outside: what is in order, what is not, and what to do next.',
    )
    .option('--stack <name>', 'the deployed stack (or PROACTIVE_STACK)')
    .option('--region <region>', 'its region (default: that of your credentials)')
    .option('--endpoint <url>', 'an emulator instead of AWS (or AWS_ENDPOINT_URL)', httpUrl)
    .option('--client <file>', 'instead of a stack: {"clientId","clientSecret"}; - reads stdin')
    .option(
      '--genesys-url <url>',
      'with --client: API of Genesys (default: what the stack says)',
      httpUrl,
    )
    .option('--login-url <url>', 'with --client: its login (default: as --genesys-url)', httpUrl)
    .option('--deployment <id>', 'with --client: the web deployment to write from')
    .option('--json', 'one JSON document on stdout', false)
    .option('--debug', 'tell each verdict as it comes, and where an error came from', false)
    .addHelpText('after', HELP)
    .action(async (given: DoctorOptions & Output, command: Command) => {
      const options = withVariables(given, io);
      const misuse = misuseOf(options);
      if (misuse !== undefined) return command.error(`error: ${misuse}`, { exitCode: 2 });
      if (!options.json) io.complain('Looking, which takes some seconds …\n');
      try {
        tell(io, options, await examine(io, options, progressOf(io, options)));
      } catch (error) {
        const origin = options.debug && error instanceof Error ? `\n${error.stack ?? ''}` : '';
        io.complain(`${errorText(error)}${origin}\n`);
        io.exit(1);
      }
    });
}

/** The variables that every command takes in place of these two; without a stack they mean nothing. */
const withVariables = <Options extends DoctorOptions>(
  options: Options,
  { environment }: CommandIo,
): Options =>
  options.client === undefined
    ? {
        ...options,
        stack: options.stack ?? environment.PROACTIVE_STACK,
        endpoint: options.endpoint ?? environment.AWS_ENDPOINT_URL,
      }
    : options;

interface Output {
  readonly json: boolean;
  readonly debug: boolean;
}

function httpUrl(text: string): string {
  if (/^https?:\/\/[^/?#@\s]+\/?$/.test(text)) return text.replace(/\/$/, '');
  throw new InvalidArgumentError('Expected an http(s) URL without a path.');
}

function misuseOf({ stack, client, genesysUrl }: DoctorOptions): string | undefined {
  if ((stack === undefined) === (client === undefined)) return 'give either --stack or --client';
  if (client !== undefined && genesysUrl === undefined) return '--client wants --genesys-url';
  if (stack !== undefined && genesysUrl !== undefined) {
    return 'the stack says where Genesys is; --genesys-url goes with --client';
  }
  return undefined;
}

const progressOf =
  (io: CommandIo, { debug }: Output) =>
  ({ id, kind }: Verdict): void => {
    if (debug) io.complain(`${kind.padEnd(10)} ${id}\n`);
  };

function tell(
  io: CommandIo,
  { stack, json }: DoctorOptions & Output,
  verdicts: readonly Verdict[],
) {
  const counts = countKinds(verdicts);
  const isSound = counts.broken === 0;
  io.write(
    json
      ? `${JSON.stringify({ ok: isSound, stack, counts, checks: verdicts })}\n`
      : `${verdictsText(verdicts)}\n`,
  );
  io.exit(isSound ? 0 : 1);
}
