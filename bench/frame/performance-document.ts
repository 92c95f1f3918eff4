import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Budget } from './budget-check';
import { CHART_FOLDER, chartFile, drawChart, writePage } from './page';
import { resultSchema } from './results';
import type { Result } from './results';

const RESULTS_FILE = 'results.json';

/** What earlier runs have left in a folder of documents. */
export function readResults(documents: string): Result[] {
  const file = join(documents, CHART_FOLDER, RESULTS_FILE);
  if (!existsSync(file)) return [];
  return v.parse(v.array(resultSchema), JSON.parse(readFileSync(file, 'utf8')));
}

/** Puts newer results in the place of older ones, in the order of the bench; what is no longer measured goes. */
export function mergeResults(
  older: readonly Result[],
  newer: readonly Result[],
  order: readonly string[],
): Result[] {
  const byName = new Map([...older, ...newer].map((result) => [result.name, result]));
  return order.flatMap((name) => byName.get(name) ?? []);
}

/** Writes the page, its charts, and the results both are made from. */
export function writeDocument(
  documents: string,
  results: readonly Result[],
  budgets: readonly Budget[],
): void {
  const folder = join(documents, CHART_FOLDER);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.svg')) rmSync(join(folder, name));
  }
  writeFileSync(join(folder, RESULTS_FILE), `${JSON.stringify(results, null, 1)}\n`);
  for (const result of results) {
    for (const chart of result.findings.charts) {
      writeFileSync(join(folder, chartFile(result, chart)), drawChart(chart));
    }
  }
  writeFileSync(join(documents, 'performance.md'), writePage(results, budgets));
}
