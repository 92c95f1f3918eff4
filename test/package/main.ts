import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUNDLED_HANDLERS, writeBundle } from '../../lib/lambda-bundle';
import { install, modulesOfEvents, pack, synthesizeExample } from './packed-app';

/** `npm run pack:check`: packs the package, puts it under the CDK app of the examples, and looks at what comes out. */
const folder = mkdtempSync(join(tmpdir(), 'packed-'));
try {
  for (const line of check()) process.stdout.write(`${line}\n`);
} finally {
  rmSync(folder, { recursive: true });
}

function* check(): Generator<string> {
  const packed = pack(folder);
  yield `packed     ${packed.files} files, ${(packed.bytes / 1000).toFixed(0)} kB`;

  const app = emptyFolder('app');
  install(packed.tarball, app, ['dependencies', 'peerDependencies']);
  const { template, bundles } = synthesizeExample(app);
  const resources = template.match(/"Type": "AWS::/g)?.length ?? 0;
  yield `example    compiles and synthesizes against the package: ${resources} resources`;

  const ours = BUNDLED_HANDLERS.map((name) => {
    writeBundle(name, join(folder, name));
    return readFileSync(join(folder, name, 'index.js'), 'utf8');
  });
  const same = ours.filter((bundle) => bundles.has(bundle)).length;
  expectThat(
    same === ours.length,
    `only ${same} of ${ours.length} functions are those of the repository`,
  );
  yield `functions  ${same} of ${ours.length} are byte for byte those of the repository`;

  const plain = emptyFolder('plain');
  install(packed.tarball, plain, ['dependencies']);
  const modules = modulesOfEvents(plain);
  const strangers = modules.filter((path) => /aws-cdk-lib|constructs|esbuild/.test(path));
  expectThat(strangers.length === 0, `events load ${strangers.join(', ')}`);
  yield `events     load ${modules.length} modules, none of the CDK`;
}

function emptyFolder(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
}

function expectThat(isTrue: boolean, otherwise: string): void {
  if (isTrue) return;
  process.exitCode = 1;
  throw new Error(otherwise);
}
