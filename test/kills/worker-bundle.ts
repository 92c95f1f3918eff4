import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** The worker as one file that starts at once, and a folder for what workers write. */
export interface WorkerBundle {
  readonly folder: string;
  readonly file: string;
  remove(): void;
}

export function bundleWorker(): WorkerBundle {
  const folder = mkdtempSync(join(tmpdir(), 'proactive-messaging-kills-'));
  const file = join(folder, 'worker.js');
  buildSync({
    entryPoints: [join(__dirname, 'worker.ts')],
    outfile: file,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
  });
  return { folder, file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
