import { open, readFile, rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { errorCode } from './error-facts';
import { isAlive } from './process-liveness';

const LOOK_AGAIN_MS = 100;
/** A holder creates its lock and then writes its number: for this long an empty lock is a young one. */
const LOOKS_WITHOUT_HOLDER = 20;

/**
 * Does work while holding a lock file, so that two processes do not do it at the same time. A lock
 * whose holder has died (killed in the middle) is taken over. `onWait` is called once when it has to wait.
 */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
  onWait: (holder: number | undefined) => void,
): Promise<T> {
  await acquire(path, onWait);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function acquire(path: string, onWait: (holder: number | undefined) => void): Promise<void> {
  let waits = 0;
  while (!(await tryAcquire(path))) {
    const holder = await holderOf(path);
    if (isAbandoned(holder, waits)) {
      await rm(path, { force: true });
      continue;
    }
    if (waits === 0) onWait(holder);
    waits += 1;
    await pause(LOOK_AGAIN_MS);
  }
}

function isAbandoned(holder: number | undefined, waits: number): boolean {
  return holder === undefined ? waits >= LOOKS_WITHOUT_HOLDER : !isAlive(holder);
}

async function tryAcquire(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function holderOf(path: string): Promise<number | undefined> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return /^\d+$/.test(text) ? Number(text) : undefined;
}
