import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { buildSync } from 'esbuild';
import { withEmulator } from '../stack/emulator';
import { deliveries } from './deliveries';
import type { Delivery } from './deliveries';
import { kindOf } from './kind-of';
import { takenByRules } from './partner-rules';

// Template validation loads a WASM engine for some seconds; nothing here depends on it.
process.env.CDK_VALIDATION = 'false';

const whole = (text: string): number => {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) {
    throw new InvalidArgumentError('a whole number, 1 or more');
  }
  return number;
};

const options = new Command('ingest')
  .description(
    'Measures the registry: a generated firehose, the deployed pattern, the bundled step',
  )
  .option('--events <count>', 'events of the firehose', whole, 1_000_000)
  .option('--seed <number>', 'the same seed gives the same events', whole, 1)
  .parse()
  .opts<{ events: number; seed: number }>();

/** One event of each kind; a few thousand hold them all. */
function kindsOfCorpus(): Delivery[] {
  const kinds = new Map<string, Delivery>();
  for (const delivery of deliveries({ seed: options.seed, events: 5_000, live: 1_000 })) {
    kinds.set(kindOf(delivery), delivery);
  }
  return [...kinds.values()];
}

/** What the rules let through, by the matcher of the emulator. */
const takenKinds = (): Promise<readonly string[]> =>
  withEmulator((emulator) => takenByRules(emulator, kindsOfCorpus()));

/** Measures in a process of its own, from a bundle as functions are deployed: a loader in between would be measured as well. */
function runBundle(kinds: readonly string[]): number {
  const folder = mkdtempSync(join(tmpdir(), 'ingest-bench-'));
  const outfile = join(folder, 'bench.js');
  buildSync({
    entryPoints: [join(__dirname, 'report.ts')],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
  });
  const input = JSON.stringify({ ...options, kinds });
  const run = spawnSync(process.execPath, ['--expose-gc', outfile, input], { stdio: 'inherit' });
  rmSync(folder, { recursive: true });
  return run.status ?? 1;
}

async function main(): Promise<void> {
  process.exitCode = runBundle(await takenKinds());
}

void main();
