import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { priceTableSchema } from '../../lambda/contract/price-table';
import { costTable } from './cost-table';
import { eventSchemas } from './event-schemas';
import type { ReferenceFile } from './event-schemas';
import { permissionTable } from './permission-matrix';

/** Everything that is generated from the code in a moment; the API reference takes a compiler, and is made by `npm run docs` alone. */
export function referenceFiles(root: string): ReferenceFile[] {
  const prices = v.parse(
    priceTableSchema,
    JSON.parse(readFileSync(join(root, 'cli', 'prices', 'us-east-1.json'), 'utf8')),
  );
  return [
    ...eventSchemas(),
    intoPage(root, 'docs/permissions.md', permissionTable()),
    intoPage(root, 'docs/cost.md', costTable(prices)),
  ];
}

const BEGIN = '<!-- written by npm run docs: begin -->';
const END = '<!-- written by npm run docs: end -->';

/** A page with a place in it that is not written by hand. */
function intoPage(root: string, path: string, text: string): ReferenceFile {
  const page = readFileSync(join(root, path), 'utf8');
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`${path} has no place for it`);
  return { path, text: `${before}${BEGIN}\n\n${text}\n\n${END}${after}` };
}
