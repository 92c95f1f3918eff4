import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type { ExhaustiveResult } from './exhaustive';
import type { SchedulesJob } from './run-schedules';
import type { Job, Report, Result } from './shard-process';
import { mergeTallies } from './tally';
import type { Tally } from './tally';

type Progress = (done: number) => void;

/** What all cores are to do together. */
export interface Plan {
  readonly schedules: readonly Omit<SchedulesJob, 'stride'>[];
  readonly isExhaustive?: boolean;
}

export interface Outcome {
  /** In the order of the plan. */
  readonly tallies: readonly Tally[];
  readonly exhaustive: ExhaustiveResult;
}

/** Runs a plan on every core; what comes out does not depend on how many there are. */
export async function runOnAllCores(
  { schedules, isExhaustive = false }: Plan,
  onProgress: Progress = () => undefined,
): Promise<Outcome> {
  const of = availableParallelism();
  const shards = Array.from({ length: of }, (_, rest): Job[] => [
    ...schedules.map((job): Job => ({ kind: 'schedules', job: shareOf(job, of, rest) })),
    ...(isExhaustive ? [{ kind: 'exhaustive', share: { of, rest } } as const] : []),
  ]);
  const results = await runAll(shards, onProgress);
  return {
    tallies: schedules.map((_, index) => mergeTallies(results.flatMap((r) => talliesAt(r, index)))),
    exhaustive: mergeExhaustive(results.flat()),
  };
}

function shareOf(job: Omit<SchedulesJob, 'stride'>, of: number, rest: number): SchedulesJob {
  const schedules = Math.max(0, Math.floor((job.schedules - rest - 1) / of) + 1);
  return { ...job, firstSeed: job.firstSeed + rest, schedules, stride: of };
}

function talliesAt(results: readonly Result[], index: number): Tally[] {
  const result = results[index];
  return result?.kind === 'schedules' ? [result.tally] : [];
}

function mergeExhaustive(results: readonly Result[]): ExhaustiveResult {
  const all = results.flatMap((r) => (r.kind === 'exhaustive' ? [r.result] : []));
  return {
    cases: all.reduce((sum, { cases }) => sum + cases, 0),
    violations: all.flatMap(({ violations }) => violations),
  };
}

function runAll(shards: readonly Job[][], onProgress: Progress): Promise<(readonly Result[])[]> {
  const done = shards.map(() => 0);
  const program = bundleShard();
  return Promise.all(
    shards.map((jobs, index) =>
      runInProcess(program, jobs, (count) => {
        done[index] = count;
        onProgress(done.reduce((sum, n) => sum + n, 0));
      }),
    ),
  );
}

/**
 * The program of a shard, in one piece. Run by tsx it would be four times as slow: tsx gives every function
 * its name at run time, and a schedule makes thousands of them.
 */
function bundleShard(): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(__dirname, 'shard-process.ts')],
    bundle: true,
    platform: 'node',
    write: false,
  });
  return outputFiles.map(({ text }) => text).join('');
}

function runInProcess(
  program: string,
  jobs: readonly Job[],
  onProgress: Progress,
): Promise<readonly Result[]> {
  const child = spawn(process.execPath, ['-'], { stdio: ['pipe', 'inherit', 'inherit', 'ipc'] });
  child.stdin?.end(program);
  return new Promise((resolve, reject) => {
    let results: readonly Result[] | undefined;
    child.on('message', (report: Report) => {
      if (report.kind === 'progress') onProgress(report.done);
      else ({ results } = report);
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (results !== undefined) resolve(results);
      else reject(new Error(`a process of the bench ended with code ${String(code)}`));
    });
    child.send(jobs);
  });
}
