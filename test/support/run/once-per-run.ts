import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { RUN_FOLDER } from './variables';

type Document = Readonly<Record<string, unknown>>;

/**
 * A document that takes long to make: the first suite of a run that wants it makes it, the others read it. `what` must
 * name everything it is made of, but for the code, which is the same throughout a run. Outside of a run nothing is kept.
 */
export function oncePerRun(what: readonly unknown[], make: () => Document): Document {
  const folder = process.env[RUN_FOLDER];
  if (folder === undefined) return make();
  const name = createHash('sha256').update(JSON.stringify(what)).digest('hex');
  const file = join(folder, `${name}.json`);
  if (existsSync(file)) {
    return v.parse(v.record(v.string(), v.unknown()), JSON.parse(readFileSync(file, 'utf8')));
  }
  const made = make();
  // Two suites may be first at once, and nobody may read half a file.
  const draft = join(folder, randomUUID());
  writeFileSync(draft, JSON.stringify(made));
  renameSync(draft, file);
  return made;
}
