import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { apiPage } from './api-page';
import { referenceFiles } from './reference-files';

/** `npm run docs`: writes what is generated from the code. A test says when one of these files is old. */
async function main(): Promise<void> {
  const root = join(__dirname, '..', '..');
  for (const { path, text } of [...referenceFiles(root), apiPage(root)]) {
    const filepath = join(root, path);
    const config = await resolveConfig(filepath);
    mkdirSync(dirname(filepath), { recursive: true });
    writeFileSync(filepath, await format(text, { ...config, filepath }));
    process.stdout.write(`${path}\n`);
  }
}

void main();
