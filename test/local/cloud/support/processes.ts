import { execFileSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

/** The processes of a group that have not ended; one that waits to be collected has. */
export function processesOfGroup(leader: number): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,pgid=,stat='], { encoding: 'utf8' });
  return table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, group, state]) => Number(group) === leader && state?.startsWith('Z') === false)
    .map(([pid]) => Number(pid));
}

/** What is left of a group after giving it a moment to end. */
export async function leftOfGroup(leader: number, withinMs = 3_000): Promise<number[]> {
  const deadline = Date.now() + withinMs;
  while (processesOfGroup(leader).length > 0 && Date.now() < deadline) await pause(20);
  return processesOfGroup(leader);
}

/** Waits until a condition holds; throws what it waited for when it never does. */
export async function eventually(
  what: string,
  holds: () => boolean | Promise<boolean>,
  withinMs = 10_000,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`gave up waiting until ${what}`);
    await pause(20);
  }
}
