import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';

const REPOSITORY = join(__dirname, '../..');
const JEST = join(REPOSITORY, 'node_modules/jest/bin/jest.js');

const reportSchema = v.object({
  testResults: v.array(
    v.object({
      message: v.string(),
      assertionResults: v.array(
        v.object({
          fullName: v.string(),
          status: v.string(),
          failureMessages: v.array(v.string()),
        }),
      ),
    }),
  ),
});

export interface SuiteTest {
  readonly title: string;
  /** Missing when it passed. */
  readonly failure?: string;
}

/** Runs one file of test/e2e/suites with jest, and gives every test in it; at least one. */
export async function runSuite(name: string): Promise<SuiteTest[]> {
  const report = join(tmpdir(), `e2e-suite-${process.pid}-${name}.json`);
  const config = join(REPOSITORY, 'jest.e2e.config.js');
  const args = [JEST, '--config', config, '--json', '--outputFile', report, `suites/${name}.test`];
  const child = spawn(process.execPath, args, { cwd: REPOSITORY, stdio: 'ignore' });
  await once(child, 'exit');
  try {
    const { testResults } = v.parse(reportSchema, JSON.parse(readFileSync(report, 'utf8')));
    return testResults.flatMap(({ message, assertionResults }) =>
      assertionResults.length === 0
        ? [{ title: name, failure: message }]
        : assertionResults.map(toTest),
    );
  } finally {
    rmSync(report, { force: true });
  }
}

type Result = v.InferOutput<typeof reportSchema>['testResults'][number]['assertionResults'][number];

function toTest({ fullName: title, status, failureMessages }: Result): SuiteTest {
  if (status === 'passed') return { title };
  return { title, failure: [status, ...failureMessages].join('\n') };
}
