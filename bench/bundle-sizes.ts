import { basename, join } from 'node:path';
import Table from 'cli-table3';
import { buildSync } from 'esbuild';
import { BUNDLED_HANDLERS, BUNDLING } from '../lib/lambda-bundle';

/** Prints the size of every function's bundle, as it is deployed, and what it is made of, in kB. */
const REPOSITORY = join(__dirname, '..');
/** Folders of `lambda/`, and what comes from elsewhere. */
const PARTS = ['contract', 'domain', 'steps', 'adapters', 'handlers', 'libraries'] as const;

const { outputs } = buildSync({
  entryPoints: BUNDLED_HANDLERS.map((name) => join(REPOSITORY, 'lambda', 'handlers', `${name}.ts`)),
  absWorkingDir: REPOSITORY,
  outdir: REPOSITORY,
  write: false,
  metafile: true,
  ...BUNDLING,
}).metafile;

const partOf = (file: string): string => {
  const [top, folder = ''] = file.split('/');
  return top === 'lambda' ? folder : 'libraries';
};
const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1);

const table = new Table({
  head: ['function', 'kB', ...PARTS],
  colAligns: ['left', 'right', ...PARTS.map(() => 'right' as const)],
  style: { head: [], border: [] },
  // No lines between the rows.
  chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
});
for (const [path, { bytes, inputs }] of Object.entries(outputs)) {
  const files = Object.entries(inputs);
  const bytesOf = (part: string): number =>
    files.reduce((sum, [file, own]) => sum + (partOf(file) === part ? own.bytesInOutput : 0), 0);
  const parts = PARTS.map((part) => kilobytes(bytesOf(part)));
  table.push([basename(path, '.js'), kilobytes(bytes), ...parts]);
}
process.stdout.write(`${table.toString()}\n`);
