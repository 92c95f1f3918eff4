import { text } from 'node:stream/consumers';
import { errorText } from '../error-text';
import { readTextFile } from '../text-file';
import { findPlace } from '../aws/place';
import { parseCommandLine } from './command-line';
import type { PlanOptions } from './command-line';
import { openPlan } from './open-plan';
import { planRow } from './plan-request';
import type { PlannedRow } from './plan-request';
import { readPrices } from './prices';
import { readRequests } from './read-requests';
import { planText } from './show-plan';
import { summarizePlan } from './summarize-plan';

/** How often a long plan says how far it is. */
const PROGRESS_EVERY = 100;

async function main(options: PlanOptions): Promise<number> {
  const rows = readRequests(await readInput(options.file));
  const place = await findPlace(options, process.env);
  const { deps, requestsPerMinute } = await openPlan(place, options);
  const planned: PlannedRow[] = [];
  for (const row of rows) {
    planned.push(await planRow(deps, row));
    if (planned.length % PROGRESS_EVERY === 0) {
      process.stderr.write(`${planned.length} of ${rows.length}\n`);
    }
  }
  const summary = summarizePlan(planned, { prices: readPrices(), requestsPerMinute });
  const document = { ok: summary.counts.invalid === 0, ...summary, rows: planned };
  process.stdout.write(
    options.json ? `${JSON.stringify(document)}\n` : `${planText(planned, summary)}\n`,
  );
  return document.ok ? 0 : 1;
}

const readInput = async (file: string): Promise<string> =>
  file === '-' ? await text(process.stdin) : await readTextFile(file);

async function run(): Promise<number> {
  const parsed = parseCommandLine(process.argv.slice(2));
  if (parsed.kind === 'done') return parsed.exitCode;
  try {
    return await main(parsed.options);
  } catch (error) {
    process.stderr.write(`${errorText(error)}\n`);
    return 1;
  }
}

void (async () => {
  process.exitCode = await run();
})();
