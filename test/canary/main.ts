import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { PEPPER } from '../kills/worker-deps';
import { CONTACT, SAID_IN_TESTS, TEXTS } from './canaries';
import { scanForCanaries, sourceOf } from './canary-scan';
import { ENCODINGS } from './encodings';

const HELP = `
Looks for every message text, contact and secret of the tests in the files given, in ${ENCODINGS.length} encodings.
The pipeline gives it what a whole test run wrote: its output and the logs of its emulators.

Exit code: 0 when nothing was found, 1 when something was, 2 when a file can't be read.
`;

const command = new Command('canary')
  .description('Looks through what a test run wrote')
  .argument('<files...>', 'what was written')
  .addHelpText('after', HELP)
  .parse();

function main(): void {
  const canaries = [...TEXTS, ...SAID_IN_TESTS, CONTACT, { name: 'pepper', value: PEPPER }];
  const sources = command.args.map((file) => sourceOf(file, readFileSync(file)));
  const hits = scanForCanaries(canaries, sources);
  const bytes = sources.reduce((sum, source) => sum + source.bytes.length, 0);
  const counts = [`${canaries.length} canaries in ${ENCODINGS.length} encodings`];
  counts.push(`${sources.length} files`, `${Math.round(bytes / 1000)} kB`, `${hits.length} hits`);
  process.stdout.write(`${counts.join(', ')}\n`);
  for (const { canary, encoding, source, around } of hits) {
    process.stdout.write(`${source}: ${canary} as ${encoding}: ${JSON.stringify(around)}\n`);
  }
  process.exitCode = hits.length > 0 ? 1 : 0;
}

try {
  main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
