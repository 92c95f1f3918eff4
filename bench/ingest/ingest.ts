import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import * as v from 'valibot';
import type { Measurement } from '../frame/measurement';
import { withEmulator } from '../stack/emulator';
import { deliveries } from './deliveries';
import type { Delivery } from './deliveries';
import { toFindings } from './findings';
import { reportSchema } from './findings';
import type { Report } from './findings';
import { kindOf } from './kind-of';
import { takenByRules } from './partner-rules';

const SIZES = [1_000, 10_000, 100_000, 1_000_000];
const QUICK_SIZES = [1_000, 100_000];
/** Processes at the largest size, whose median is told: what a compiler makes of the same code differs from one to the next. */
const ROUNDS = 3;
const SEED = 1;

export const ingest: Measurement = {
  name: 'ingest',
  title: 'How fast are events of Genesys taken in, and what do they leave?',
  run: async ({ isQuick }, progress) => {
    const kinds = await withEmulator((emulator) => takenByRules(emulator, kindsOfCorpus()));
    const folder = mkdtempSync(join(tmpdir(), 'ingest-bench-'));
    try {
      const bundle = buildReport(folder);
      const sizes = isQuick ? QUICK_SIZES : SIZES;
      const largest = sizes.at(-1) ?? 0;
      const again = Array.from({ length: isQuick ? 0 : ROUNDS - 1 }, () => largest);
      const reports = [...sizes, ...again].map((events): Report => {
        progress(`${events} events`);
        return runReport(bundle, { events, seed: SEED, kinds });
      });
      return toFindings(reports, kinds);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

/** One event of each kind; a few thousand hold them all. */
function kindsOfCorpus(): Delivery[] {
  const kinds = new Map<string, Delivery>();
  for (const delivery of deliveries({ seed: SEED, events: 5_000, live: 1_000 })) {
    kinds.set(kindOf(delivery), delivery);
  }
  return [...kinds.values()];
}

/** As functions are deployed: a loader in between would be measured as well. */
function buildReport(folder: string): string {
  const outfile = join(folder, 'report.js');
  buildSync({
    entryPoints: [join(__dirname, 'report.ts')],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
  });
  return outfile;
}

/** Measures in a process of its own, so that nothing of a smaller run is left in memory. */
function runReport(bundle: string, input: object): Report {
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--expose-gc', '--max-semi-space-size=1', bundle, JSON.stringify(input)],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (status !== 0) throw new Error(`the ingest report ended with ${status}`);
  return v.parse(reportSchema, JSON.parse(stdout));
}
