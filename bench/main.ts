import { join } from 'node:path';
import { Command, Option } from 'commander';
import { QUIET_SDK } from '../local/cloud/deploy-target';
import { BUDGETS } from './budgets';
import { checkBudgets, tellVerdict } from './frame/budget-check';
import { describeCircumstances } from './frame/machine';
import type { Progress } from './frame/measurement';
import { mergeResults, readResults, writeDocument } from './frame/performance-document';
import { runMeasurements } from './frame/run-measurements';
import { showResult } from './frame/show-result';
import { MEASUREMENTS } from './measurements';

interface Options {
  readonly only: readonly string[];
  readonly quick?: boolean;
  readonly json?: boolean;
  readonly write?: boolean;
  readonly check?: boolean;
}

Object.assign(process.env, QUIET_SDK);

const DOCUMENTS = join(__dirname, '..', 'docs');
const names = MEASUREMENTS.map(({ name }) => name);

const options = new Command('npm run bench --')
  .description(
    'Compares this project with what a team would build instead, and counts what it takes of AWS and of Genesys. Whole: ' +
      'some minutes. Figures are counts, and ratios of things measured in turns.',
  )
  .addOption(new Option('--only <name...>', 'these measurements').choices(names).default(names))
  .addOption(
    new Option('--quick', 'fewer rounds and smaller numbers, for a look').conflicts('write'),
  )
  .option('--json', 'one JSON document')
  .option('--check', 'fail when a figure falls behind its budget')
  .option('--write', 'bring docs/performance.md up to date')
  .parse()
  .opts<Options>();

const progress: Progress = (words) => {
  process.stderr.write(`${words}\n`);
};

async function main({ only, quick = false, json, write, check }: Options): Promise<void> {
  const run = { isQuick: quick };
  const results = await runMeasurements(
    MEASUREMENTS.filter(({ name }) => only.includes(name)),
    run,
    { progress, circumstances: () => describeCircumstances(run, new Date()) },
  );
  const verdicts = checkBudgets(BUDGETS, results);
  const shown =
    json === true
      ? JSON.stringify({ results, verdicts }, null, 2)
      : [...results.map(showResult), ...verdicts.map(tellVerdict)].join('\n');
  process.stdout.write(`${shown}\n`);
  if (write === true) {
    writeDocument(DOCUMENTS, mergeResults(readResults(DOCUMENTS), results, names), BUDGETS);
  }
  if (check === true && verdicts.some(({ kind }) => kind !== 'kept')) process.exitCode = 1;
}

void main(options);
