import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { startEmulator } from '../../local/cloud/emulator';
import { installEmulator } from '../../local/cloud/emulator-install';
import { runKills } from './run-kills';
import type { KillsReport } from './run-kills';
import { toTable } from './summary';
import { bundleWorker } from './worker-bundle';

interface Flags {
  readonly kills: number;
  readonly seed: string;
  readonly lanes: number;
  readonly json: boolean;
  readonly control: boolean;
}

const USAGE_ERROR = 2;
const say = (line: string): void => void process.stderr.write(`${line}\n`);

function toCount(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('Expected a whole number above 0.');
}

const program = new Command('npm run kills --')
  .description(
    'Kills real workers in the middle of real notifications, over a database and a Genesys that survive.\nExit code 1 when a customer got a message twice, an outcome is untrue or a notification never ended.',
  )
  .option('--kills <number>', 'SIGKILLs to reach', toCount, 500)
  .option('--seed <seed>', 'draws the same scenarios and numbers of kills', '1')
  .option('--lanes <number>', 'notifications at a time', toCount, 4)
  .option('--control', 'workers that forget the write-ahead; this run must fail', false)
  .option('--json', 'one JSON document on stdout', false)
  .allowExcessArguments(false)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : USAGE_ERROR));

const progress = ({ step, detail = '' }: { step: string; detail?: string }): void =>
  say(`${step}: ${detail}`);

async function main({ kills, seed, lanes, json, control }: Flags): Promise<number> {
  const folder = join(__dirname, '../../.emulator');
  await installEmulator({ folder, progress });
  const emulator = await startEmulator({ folder, progress });
  const bundle = bundleWorker();
  const startedAt = performance.now();
  try {
    const running = runKills({
      emulator,
      bundle,
      seed,
      lanes,
      until: kills,
      forgetsWriteAhead: control,
      progress: everyFiftyKills(),
    });
    const report = await emulator.whileAlive(running);
    const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
    if (json) process.stdout.write(`${JSON.stringify({ ...report, seconds })}\n`);
    else process.stdout.write(`${toTable(report)}\n${seconds} s\n`);
    return report.violations.length === 0 ? 0 : 1;
  } finally {
    bundle.remove();
    await emulator.stop();
  }
}

function everyFiftyKills(): (report: KillsReport) => void {
  let told = 0;
  return ({ kills, notifications, violations }) => {
    if (kills < told + 50) return;
    told = kills;
    say(`${kills} kills, ${notifications} notifications, ${violations.length} violations`);
  };
}

void main(program.parse().opts<Flags>()).then((code) => process.exit(code));
