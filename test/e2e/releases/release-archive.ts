import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import * as v from 'valibot';

/** Every file of a synthesized app, by its path in there. */
const archiveSchema = v.record(v.string(), v.string());

/** What only documentation needs, and half the size. */
const LEFT_OUT = new Set(['tree.json']);
const TREE = 'Tree';

const manifestSchema = v.looseObject({ artifacts: v.record(v.string(), v.unknown()) });

/** Where a frozen release expects Genesys; unpacking puts the real address in its place. */
export const FROZEN_GENESYS = 'http://localhost:4580';

/** Packs a synthesized app into one file. The bundles share most of their code, so it comes out small. */
export function freezeRelease(assembly: string, archive: string): void {
  const files = readdirSync(assembly, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !LEFT_OUT.has(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name));
  const contents = Object.fromEntries(
    files.map((file) => [file.slice(assembly.length + 1), readFileSync(file, 'utf8')]),
  );
  const json = JSON.stringify({ ...contents, 'manifest.json': withoutTree(contents) });
  const params = { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS };
  writeFileSync(archive, brotliCompressSync(Buffer.from(json), { params }));
}

/** The newest release that was kept: their names begin with the date. */
export function newestRelease(): string {
  const [newest] = readdirSync(__dirname)
    .filter((name) => name.endsWith('.json.br'))
    .toSorted()
    .toReversed();
  if (newest === undefined) throw new Error(`no release was ever kept in ${__dirname}`);
  return join(__dirname, newest);
}

/** Unpacks a release into a folder, as an app that the CDK can deploy. */
export function unpackRelease(archive: string, folder: string, genesysUrl: string): void {
  const json = brotliDecompressSync(readFileSync(archive)).toString('utf8');
  const moved = json.replaceAll(FROZEN_GENESYS, genesysUrl);
  const files = v.parse(archiveSchema, JSON.parse(withOwnHash(moved)));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** A template is uploaded under its hash, once; with another address in it, it needs another one. */
function withOwnHash(json: string): string {
  const [, frozen = ''] = /([0-9a-f]{64})\.json/.exec(json) ?? [];
  return json.replaceAll(frozen, createHash('sha256').update(json).digest('hex'));
}

function withoutTree(contents: Readonly<Record<string, string>>): string {
  const manifest = v.parse(manifestSchema, JSON.parse(contents['manifest.json'] ?? '{}'));
  const { [TREE]: _, ...artifacts } = manifest.artifacts;
  return JSON.stringify({ ...manifest, artifacts });
}
