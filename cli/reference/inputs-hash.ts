import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A fingerprint of files: what is generated from them is as old as it. */
export function hashOf(root: string, files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(join(root, file), 'utf8'));
  return hash.digest('hex').slice(0, 16);
}
