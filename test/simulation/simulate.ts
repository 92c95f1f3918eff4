import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { GUARANTEES } from './findings';
import type { Guarantee } from './findings';
import { CONTROLS } from './controls';
import type { ControlName } from './controls';
import { mutants } from './mutants';
import { keepsSettleBound, profiles, PROFILES } from './profiles';
import type { ProfileName } from './profiles';
import { failureStory, summaryTable } from './report';
import { subjectOf } from './run-schedules';
import type { Doubt } from './scenario';
import { runOnAllCores } from './shards';
import { shrink } from './shrink';
import { mergeTallies } from './tally';
import type { Tally } from './tally';

/** Where the command writes. */
export interface Terminal {
  readonly write: (text: string) => void;
  readonly complain: (text: string) => void;
}

interface Options {
  readonly schedules: number;
  readonly profile: ProfileName;
  readonly seed: number;
  readonly control?: ControlName;
  readonly mutant?: string;
  readonly policy?: Doubt;
  readonly json?: boolean;
}

const HELP = `
Runs the product's own steps in a world that breaks them, and looks whether a guarantee breaks.
The same options give the same traceHash, on any number of cores.

With --control a sender that is known to be wrong takes their place. It breaks guarantees as it must, so
the run reports and exits with 0.

Policy "resend" promises nothing in the profiles zombie-short-lease and skew, whose workers and clocks exceed
the settle window: duplicates are reported there and do not count.

Exit code: 0 when every guarantee held, 1 when one broke, 2 when the options make no sense.
`;

const simulateCommand = (terminal: Terminal): Command =>
  new Command('simulate')
    .description('Random schedules over the send protocol')
    .option('--schedules <n>', 'how many schedules to run', positive, 20_000)
    .addOption(new Option('--profile <name>', 'what goes wrong').choices(PROFILES).default('harsh'))
    .option('--seed <n>', 'seed of the first schedule; the others follow', positive, 1)
    .addOption(new Option('--control <name>', 'run a wrong sender instead').choices(CONTROLS))
    .addOption(
      new Option('--mutant <name>', 'run the protocol with one thing wrong').choices(
        mutants.map(({ subject }) => subject.name),
      ),
    )
    .addOption(
      new Option('--policy <name>', 'what to do in doubt (default: both)').choices([
        'park',
        'resend',
      ]),
    )
    .option('--json', 'print the figures as JSON and nothing else')
    .addHelpText('after', HELP)
    .configureOutput({ writeOut: terminal.write, writeErr: terminal.complain })
    .exitOverride();

/** Does what the words ask for and resolves to the exit code. */
export async function simulate(words: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const options = simulateCommand(terminal).parse(words, { from: 'user' }).opts<Options>();
    return await run(options, terminal);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

async function run(options: Options, terminal: Terminal): Promise<number> {
  const startedMs = performance.now();
  const { schedules, profile, seed, control, mutant, policy, json } = options;
  const job = { schedules, profile, firstSeed: seed, control, mutant, doubt: policy };
  const { tallies } = await runOnAllCores({ schedules: [job] }, progressOf(schedules, terminal));
  const tally = mergeTallies(tallies);
  const seconds = Math.round((performance.now() - startedMs) / 10) / 100;
  const broken = control === undefined ? brokenBy(tally, options) : [];
  if (json === true) terminal.write(`${jsonOf(options, tally, seconds)}\n`);
  else terminal.write(`${(await report(options, tally, { seconds, broken })).join('\n')}\n`);
  return broken.length > 0 ? 1 : 0;
}

/** Guarantees that broke, without the one that these options do not give. */
function brokenBy({ figures }: Tally, { profile, policy }: Options): Guarantee[] {
  const isUnbound = policy === 'resend' && !keepsSettleBound(profiles[profile]);
  return GUARANTEES.filter((g) => figures[g] > 0 && !(isUnbound && g === 'duplicates'));
}

function jsonOf({ profile, seed }: Options, tally: Tally, seconds: number): string {
  const { duplicates, falseSent, silentLosses, stuck, consentBreaks, sent, parked } = tally.figures;
  const found = { duplicates, falseSent, silentLosses, stuck, consentBreaks, sent, parked };
  const { schedules } = tally;
  return JSON.stringify({ schedules, profile, seed, ...found, traceHash: hashOf(tally), seconds });
}

async function report(
  { profile, control, mutant, seed }: Options,
  tally: Tally,
  { seconds, broken }: { seconds: number; broken: readonly Guarantee[] },
): Promise<string[]> {
  const who = control ?? mutant ?? 'the send protocol';
  const speed = Math.round(tally.schedules / seconds);
  const found = [
    `${tally.schedules} schedules of ${who}, profile ${profile}, from seed ${seed}`,
    summaryTable(tally),
    `trace hash ${hashOf(tally)}, ${seconds} s, ${speed} schedules per second`,
  ];
  const failure = tally.failures.find((f) => f.broken.some((g) => broken.includes(g)));
  if (failure === undefined) return found;
  const story = failureStory(failure, await shrink(failure, profile, subjectOf({ mutant })));
  return [...found, `\nBroken: ${broken.join(', ')}. The shortest story found:\n`, story];
}

const hashOf = ({ hash }: Tally): string => hash.toString(16).padStart(8, '0');

/** Once a second, on the error stream, so that it is in nobody's way. */
function progressOf(schedules: number, { complain }: Terminal): (done: number) => void {
  let toldMs = performance.now();
  return (done) => {
    if (performance.now() - toldMs < 1_000) return;
    toldMs = performance.now();
    complain(`${done.toLocaleString('en')} of ${schedules.toLocaleString('en')}\n`);
  };
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new InvalidArgumentError('expected a whole number from 1 on');
  }
  return value;
}
