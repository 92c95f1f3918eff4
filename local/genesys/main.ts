import { inspect } from 'node:util';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { startSimulator, type RunningSimulator } from './simulator';

const usageError = 2;

interface Flags {
  readonly port: number;
  readonly seed?: string;
  readonly limit?: number;
  readonly organizationId?: string;
}

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
    }
    return value;
  };

const createProgram = (): Command =>
  new Command('npm run simulator --')
    .description('Runs a Genesys Cloud simulator on 127.0.0.1; see docs/simulator.md.')
    .option('--port <port>', 'port to listen on, 0 for any free one', wholeNumber(0, 65535), 0)
    .option('--seed <seed>', 'makes all ids reproducible')
    .option('--limit <requests>', 'requests per minute and client', wholeNumber(1, 1_000_000))
    .option('--organization-id <id>', 'organization id, as in the partner event source name')
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeOut: (text) => process.stderr.write(text) });

const explainStart = (error: unknown, port: number): string => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return `port ${port} is in use: choose another with --port, or --port 0 for any free one`;
  }
  if (code === 'EACCES') return `port ${port} needs privileges: choose one above 1023 with --port`;
  return `cannot start on port ${port}: ${error instanceof Error ? error.message : String(error)}`;
};

const stopOnSignal = (simulator: RunningSimulator): void => {
  const stop = (): void => {
    void simulator.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
};

const run = async (flags: Flags): Promise<void> => {
  const { port, seed, limit, organizationId } = flags;
  const simulator = await startSimulator({
    port,
    ...(seed === undefined ? {} : { seed }),
    ...(organizationId === undefined ? {} : { organizationId }),
    ...(limit === undefined ? {} : { settings: { requestsPerMinute: limit } }),
    reportBug: (error) => say(`simulator bug: ${inspect(error)}`),
  });
  stopOnSignal(simulator);
  const { api, login, control, clientId, clientSecret, deploymentId } = simulator;
  const ready = { api, login, control, clientId, clientSecret, deploymentId };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
  say(`Genesys simulator is listening on ${simulator.api}; Ctrl-C ends it`);
};

const main = async (): Promise<void> => {
  const program = createProgram();
  try {
    program.parse();
  } catch (error) {
    // Help is a wish fulfilled; everything else commander has already explained on stderr.
    process.exitCode = error instanceof CommanderError && error.exitCode === 0 ? 0 : usageError;
    return;
  }
  const flags = program.opts<Flags>();
  try {
    await run(flags);
  } catch (error) {
    say(explainStart(error, flags.port));
    process.exitCode = usageError;
  }
};

void main();
