import { Argument, Command, CommanderError } from 'commander';
import { SCENARIOS } from './scenarios';
import type { Scenario } from './scenario';

const USAGE_ERROR = 2;
const ALL = 'all';

export interface ScenarioOptions {
  readonly scenarios: readonly Scenario[];
  readonly json: boolean;
}

export type ParsedCommandLine =
  | { readonly kind: 'run'; readonly options: ScenarioOptions }
  | { readonly kind: 'done'; readonly exitCode: number };

/** Reads the arguments after the program's name; help and mistakes are answered here. */
export function parseCommandLine(args: readonly string[]): ParsedCommandLine {
  const program = createProgram();
  try {
    program.parse(args, { from: 'user' });
  } catch (error) {
    const isHelp = error instanceof CommanderError && error.exitCode === 0;
    return { kind: 'done', exitCode: isHelp ? 0 : USAGE_ERROR };
  }
  const [name] = program.args;
  const scenarios = SCENARIOS.filter((one) => name === ALL || one.name === name);
  return { kind: 'run', options: { scenarios, json: program.opts<{ json: boolean }>().json } };
}

function createProgram(): Command {
  const names = SCENARIOS.map(({ name }) => name);
  return new Command('npm run scenario --')
    .description(
      'Deploys the stack into an AWS emulator, starts a Genesys simulator, and shows one rule at work,\nwith the decision record of every notification. Exit code 1 if anything differs from what it promises.',
    )
    .addArgument(new Argument('<name>', 'which one').choices([...names, ALL]))
    .option('--json', 'one JSON document on stdout, everything else on stderr', false)
    .showHelpAfterError('Try: npm run scenario -- --help')
    .addHelpText('after', listed())
    .exitOverride();
}

function listed(): string {
  const width = Math.max(...SCENARIOS.map(({ name }) => name.length)) + 2;
  const lines = SCENARIOS.map(({ name, title }) => `  ${name.padEnd(width)}${title}`);
  return ['', 'Scenarios:', ...lines, `  ${ALL.padEnd(width)}one after the other`, ''].join('\n');
}
