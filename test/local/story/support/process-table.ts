import { execFileSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

export interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Every process that has not ended; one that waits to be collected has. */
export function processTable(): ProcessRow[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' });
  return table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state]) => state?.startsWith('Z') === false)
    .map(([pid, parent, , ...words]) => ({
      pid: Number(pid),
      parent: Number(parent),
      command: words.join(' '),
    }));
}

/** Those of the given processes that are still there after a moment. */
export async function survivorsOf(pids: readonly number[], withinMs: number): Promise<number[]> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const alive = new Set(processTable().map(({ pid }) => pid));
    const survivors = pids.filter((pid) => alive.has(pid));
    if (survivors.length === 0 || Date.now() > deadline) return survivors;
    await pause(50);
  }
}
