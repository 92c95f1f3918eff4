import { runExhaustively } from './exhaustive';
import type { ExhaustiveResult } from './exhaustive';
import { runSchedules } from './run-schedules';
import type { SchedulesJob } from './run-schedules';
import type { Tally } from './tally';

/** What a process of its own is asked to do, one thing after the other. */
export type Job =
  | { readonly kind: 'schedules'; readonly job: SchedulesJob }
  | { readonly kind: 'exhaustive'; readonly share: { readonly of: number; readonly rest: number } };

export type Result =
  | { readonly kind: 'schedules'; readonly tally: Tally }
  | { readonly kind: 'exhaustive'; readonly result: ExhaustiveResult };

export type Report =
  | { readonly kind: 'progress'; readonly done: number }
  | { readonly kind: 'results'; readonly results: readonly Result[] };

const report = (message: Report): void => void process.send?.(message);

async function work(jobs: readonly Job[]): Promise<void> {
  const results: Result[] = [];
  let before = 0;
  const onProgress = (done: number) => report({ kind: 'progress', done: before + done });
  for (const job of jobs) {
    const result = await workOn(job, onProgress);
    before += result.kind === 'schedules' ? result.tally.schedules : result.result.cases;
    results.push(result);
  }
  report({ kind: 'results', results });
}

async function workOn(job: Job, onProgress: (done: number) => void): Promise<Result> {
  if (job.kind === 'schedules') {
    return { kind: 'schedules', tally: await runSchedules(job.job, onProgress) };
  }
  const { share } = job;
  return { kind: 'exhaustive', result: await runExhaustively({ share, onProgress }) };
}

process.once('message', (jobs: readonly Job[]) => {
  void work(jobs).then(
    () => process.disconnect(),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? String(error.stack) : String(error)}\n`);
      process.exit(1);
    },
  );
});
