import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUNDLED_HANDLERS, writeBundle } from '../lib/lambda-bundle';

/** Prints the size of every function's bundle, as it is deployed. */
const folder = mkdtempSync(join(tmpdir(), 'bundle-sizes-'));
for (const name of BUNDLED_HANDLERS) {
  const bytes = writeBundle(name, join(folder, name));
  process.stdout.write(`${name.padEnd(24)} ${(bytes / 1000).toFixed(1).padStart(6)} kB\n`);
}
rmSync(folder, { recursive: true });
