import { QUIET_SDK } from '../../local/cloud/deploy-target';
import { chooseNarrator } from '../../local/story/choose-narrator';
import { createEnding } from '../../local/story/ending';
import { endWithSignals } from '../../local/story/end-with-signals';
import { exitCodeOf } from '../../local/story/story-report';
import { CASES } from './cases';
import { parseCommandLine, type E2eOptions } from './command-line';
import type { E2eCase } from './e2e-case';
import { countsOf } from './e2e-report';
import { runCases } from './run-cases';

/** Runs cases; the exit code says whether each went as it promises. */
async function main(cases: readonly E2eCase[], options: E2eOptions): Promise<number> {
  Object.assign(process.env, QUIET_SDK);
  const ending = createEnding();
  endWithSignals(ending);
  const shown = options.json ? process.stderr : process.stdout;
  const report = await runCases(cases, options, { narrator: chooseNarrator(shown), ending });
  await ending.end();
  const { failure } = report;
  if (failure !== undefined)
    shown.write(`${failure.code}: ${failure.message} ${failure.nextStep}\n`);
  const counts = countsOf(report);
  if (options.json) process.stdout.write(`${JSON.stringify({ ...report, ...counts })}\n`);
  shown.write(`\n${counts.passed} passed, ${counts.failed} failed\n`);
  return exitCodeOf(report);
}

function list(): void {
  const width = Math.max(...CASES.map(({ name }) => name.length)) + 2;
  for (const { name, title } of CASES) process.stdout.write(`${name.padEnd(width)}${title}\n`);
}

const parsed = parseCommandLine(process.argv.slice(2), CASES);
if (parsed.kind === 'list') list();
else if (parsed.kind === 'done') process.exitCode = parsed.exitCode;
else void main(parsed.cases, parsed.options).then((code) => process.exit(code));
