import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const KEEP_MS = 24 * 60 * 60 * 1_000;

/** Removes the logs of emulators that nobody has written to for a day: each port has its own. */
export async function removeOldLogs(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const paths = names.filter((name) => /^emulator-\d+\.log$/.test(name));
  await Promise.all(paths.map(async (name) => await removeIfOld(join(folder, name))));
}

async function removeIfOld(path: string): Promise<void> {
  const log = await stat(path).catch(() => undefined);
  if (log !== undefined && Date.now() - log.mtimeMs > KEEP_MS) await rm(path, { force: true });
}
