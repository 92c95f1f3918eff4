import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { processTable } from './process-table';

const REPOSITORY = join(__dirname, '../../../..');

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** `npm start` as its user runs it, in a process of its own. */
export interface NpmStart {
  readonly pid: number;
  readonly exited: Promise<Exit>;
  stdout(): string;
  stderr(): string;
  /** Resolves once the text was written to either stream; throws when the process ends before. */
  printed(text: string): Promise<void>;
  /** Everything it has started that is alive, itself included. */
  family(): number[];
}

export function npmStart(...args: string[]): NpmStart {
  const child = spawn('npm', ['start', '--silent', '--', ...args], {
    cwd: REPOSITORY,
    // In a group of its own, so that a test run that is ended leaves it to the rules under test.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (text.stdout += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (text.stderr += chunk.toString('utf8')));
  let ended = false;
  const exited = new Promise<Exit>((resolve) => {
    child.once('close', (code, signal) => {
      ended = true;
      resolve({ code, signal });
    });
  });
  const pid = child.pid ?? -1;
  return {
    pid,
    exited,
    stdout: () => text.stdout,
    stderr: () => text.stderr,
    printed: async (wanted) => {
      while (!`${text.stdout}${text.stderr}`.includes(wanted)) {
        if (ended) throw new Error(`ended without "${wanted}": ${text.stdout}${text.stderr}`);
        await pause(20);
      }
    },
    family: () => descendantsOf(pid),
  };
}

function descendantsOf(pid: number): number[] {
  const table = processTable();
  const family = [pid];
  for (const member of family) {
    family.push(...table.filter(({ parent }) => parent === member).map((one) => one.pid));
  }
  return family;
}
