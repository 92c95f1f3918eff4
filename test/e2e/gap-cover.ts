import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EmulatorGap } from './emulator-gaps';

const REPOSITORY = join(__dirname, '../..');

/** Whether the test that covers a gap is there. */
export function isCovered({ file, test }: EmulatorGap): boolean {
  const path = join(REPOSITORY, file);
  return existsSync(path) && readFileSync(path, 'utf8').includes(`'${test}'`);
}
