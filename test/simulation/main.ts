import { Command, InvalidArgumentError, Option } from 'commander';
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

const command = new Command('simulate')
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
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

async function main(): Promise<void> {
  const options = command.parse().opts<Options>();
  const startedMs = performance.now();
  const { schedules, profile, seed, control, mutant, policy, json } = options;
  const job = { schedules, profile, firstSeed: seed, control, mutant, doubt: policy };
  const { tallies } = await runOnAllCores({ schedules: [job] }, progressOf(schedules));
  const tally = mergeTallies(tallies);
  const seconds = Math.round((performance.now() - startedMs) / 10) / 100;
  const broken = control === undefined ? brokenBy(tally, options) : [];
  if (json === true) printJson(options, tally, seconds);
  else await printReport(options, tally, { seconds, broken });
  process.exitCode = broken.length > 0 ? 1 : 0;
}

/** Guarantees that broke, without the one that these options do not give. */
function brokenBy({ figures }: Tally, { profile, policy }: Options): Guarantee[] {
  const isUnbound = policy === 'resend' && !keepsSettleBound(profiles[profile]);
  return GUARANTEES.filter((g) => figures[g] > 0 && !(isUnbound && g === 'duplicates'));
}

function printJson({ profile, seed }: Options, tally: Tally, seconds: number): void {
  const { duplicates, falseSent, silentLosses, stuck, consentBreaks, sent, parked } = tally.figures;
  const found = { duplicates, falseSent, silentLosses, stuck, consentBreaks, sent, parked };
  const { schedules } = tally;
  const json = { schedules, profile, seed, ...found, traceHash: hashOf(tally), seconds };
  process.stdout.write(`${JSON.stringify(json)}\n`);
}

async function printReport(
  { profile, control, mutant, seed }: Options,
  tally: Tally,
  { seconds, broken }: { seconds: number; broken: readonly Guarantee[] },
): Promise<void> {
  const who = control ?? mutant ?? 'the send protocol';
  const speed = Math.round(tally.schedules / seconds);
  print(`${tally.schedules} schedules of ${who}, profile ${profile}, from seed ${seed}`);
  print(summaryTable(tally));
  print(`trace hash ${hashOf(tally)}, ${seconds} s, ${speed} schedules per second`);
  const failure = tally.failures.find((f) => f.broken.some((g) => broken.includes(g)));
  if (failure === undefined) return;
  print(`\nBroken: ${broken.join(', ')}. The shortest story found:\n`);
  print(failureStory(failure, await shrink(failure, profile, subjectOf({ mutant }))));
}

const hashOf = ({ hash }: Tally): string => hash.toString(16).padStart(8, '0');

/** Once a second, on the error stream, so that it is in nobody's way. */
function progressOf(schedules: number): (done: number) => void {
  let toldMs = performance.now();
  return (done) => {
    if (performance.now() - toldMs < 1_000) return;
    toldMs = performance.now();
    process.stderr.write(`${done.toLocaleString('en')} of ${schedules.toLocaleString('en')}\n`);
  };
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new InvalidArgumentError('expected a whole number from 1 on');
  }
  return value;
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);

void main();
