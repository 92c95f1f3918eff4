import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { readJson } from '../local/genesys/support/read-json';
import type { WorkerConfig, WorkerEnd } from './worker-config';

/** How a worker came to its end, and how far it had come. */
export interface WorkerRun {
  readonly killed: boolean;
  readonly labels: readonly string[];
  /** Missing when it was killed. */
  readonly end?: WorkerEnd;
  readonly complaint?: string;
}

export interface RunningWorker {
  readonly done: Promise<WorkerRun>;
  /** Ends it from outside, by its id. */
  kill(): void;
}

export function startWorker(file: string, config: WorkerConfig): RunningWorker {
  const child = spawn(process.execPath, [file, JSON.stringify(config)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {},
  });
  const printed = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (printed.stdout += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (printed.stderr += chunk.toString('utf8')));
  const done = new Promise<WorkerRun>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const run = { killed: signal === 'SIGKILL', labels: labelsIn(config.journal) };
      if (run.killed) resolve(run);
      else if (code === 0) resolve({ ...run, end: readJson<WorkerEnd>(printed.stdout) });
      else resolve({ ...run, complaint: printed.stderr.slice(0, 2_000) });
    });
  });
  return { done, kill: () => void child.kill('SIGKILL') };
}

function labelsIn(journal: string): string[] {
  return existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').filter(Boolean) : [];
}
