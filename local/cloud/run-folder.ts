import { mkdirSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from './process-liveness';

const NAME = /^run-(\d+)-\d+$/;
let runs = 0;

/**
 * Makes a folder of its own for one synthesis, inside the app's `cdk.out`: two runs in one checkout
 * must not share it. Folders of processes that have ended are removed on the way.
 */
export async function makeRunFolder(workingDirectory: string): Promise<string> {
  const parent = join(workingDirectory, 'cdk.out');
  mkdirSync(parent, { recursive: true });
  const abandoned = (await readdir(parent)).filter((name) => belongsToTheDead(name));
  await Promise.all(
    abandoned.map(async (name) => await rm(join(parent, name), { recursive: true, force: true })),
  );
  runs += 1;
  const folder = join(parent, `run-${process.pid}-${runs}`);
  await rm(folder, { recursive: true, force: true });
  mkdirSync(folder);
  return folder;
}

function belongsToTheDead(name: string): boolean {
  const pid = NAME.exec(name)?.[1];
  return pid !== undefined && !isAlive(Number(pid));
}
