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
import { reportSchema, toFindings } from './findings';
import type { Report } from './findings';
import { kindOf } from './kind-of';
import { takenByRules } from './partner-rules';

const SIZES = [1_000, 10_000, 100_000, 1_000_000];
const QUICK_SIZES = [1_000, 100_000];
/** Without it, the resident memory tells how seldom the collector came by. It costs speed, which is measured without. */
const SMALL_YOUNG_SPACE = ['--max-semi-space-size=1'];
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
      const measure = (events: number, flags: readonly string[]): Report => {
        progress(`${events} events`);
        return runReport(bundle, flags, { events, seed: SEED, kinds });
      };
      const rounds = Array.from({ length: isQuick ? 1 : ROUNDS }, () => sizes.at(-1) ?? 0);
      return toFindings({
        kinds,
        memory: sizes.map((events) => measure(events, SMALL_YOUNG_SPACE)),
        speed: rounds.map((events) => measure(events, [])),
      });
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
function runReport(bundle: string, flags: readonly string[], input: object): Report {
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--expose-gc', ...flags, bundle, JSON.stringify(input)],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (status !== 0) throw new Error(`the ingest report ended with ${status}`);
  return v.parse(reportSchema, JSON.parse(stdout));
}
