import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';

const root = join(__dirname, '..', '..');

const packedSchema = v.array(
  v.object({ filename: v.string(), size: v.number(), entryCount: v.number() }),
);
const manifestSchema = v.object({
  dependencies: v.record(v.string(), v.string()),
  peerDependencies: v.record(v.string(), v.string()),
});

export interface Packed {
  readonly tarball: string;
  readonly bytes: number;
  readonly files: number;
}

/** Builds the package and packs it, as `npm publish` would. */
export function pack(folder: string): Packed {
  const output = run('npm', ['pack', '--silent', '--json', '--pack-destination', folder], root);
  const [packed] = v.parse(packedSchema, JSON.parse(output.slice(output.indexOf('[\n'))));
  if (packed === undefined) throw new Error('npm packed nothing');
  const { filename, size, entryCount } = packed;
  return { tarball: join(folder, filename), bytes: size, files: entryCount };
}

/**
 * Puts the package into a folder as an installation would, without a registry: its own dependencies come from this
 * repository, and only those that it declares, so that a missing one is missed.
 */
export function install(
  tarball: string,
  app: string,
  kinds: readonly ('dependencies' | 'peerDependencies')[],
): void {
  const modules = join(app, 'node_modules');
  const home = join(modules, 'proactive-messaging');
  mkdirSync(home, { recursive: true });
  run('tar', ['-xzf', tarball, '-C', home, '--strip-components=1'], app);
  const manifest = v.parse(manifestSchema, readJson(join(home, 'package.json')));
  for (const name of kinds.flatMap((kind) => Object.keys(manifest[kind]))) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
}

/** The CDK app of the examples, checked by the compiler and synthesized; returns its template and its bundles. */
export function synthesizeExample(app: string): { template: string; bundles: Set<string> } {
  cpSync(join(root, 'examples', 'cdk-app'), app, { recursive: true });
  const compilerOptions = {
    module: 'NodeNext',
    target: 'ES2023',
    // The declarations are looked at as well; those of the CDK and of valibot name types that need these.
    lib: ['ES2023', 'ESNext.Disposable', 'DOM'],
    strict: true,
    types: [],
  };
  writeFileSync(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['app.ts'] }));
  const tool = (name: string): string => join(root, 'node_modules', '.bin', name);
  run(tool('tsc'), ['-p', '.', '--outDir', 'built'], app);
  const out = join(app, 'cdk.out');
  run(process.execPath, [join('built', 'app.js')], app, { CDK_OUTDIR: out });
  const assets = readdirSync(out).filter((name) => name.startsWith('asset.'));
  const bundles = assets.map((name) => readFileSync(join(out, name, 'index.js'), 'utf8'));
  return {
    template: readFileSync(join(out, 'Shop.template.json'), 'utf8'),
    bundles: new Set(bundles),
  };
}

/** The modules that are loaded with `proactive-messaging/events`, by their paths. */
export function modulesOfEvents(app: string): string[] {
  const script =
    "require('proactive-messaging/events'); process.stdout.write(JSON.stringify(Object.keys(require.cache)))";
  return v.parse(
    v.array(v.string()),
    JSON.parse(run(process.execPath, ['--preserve-symlinks', '-e', script], app)),
  );
}

function run(command: string, args: string[], cwd: string, env = {}): string {
  return execFileSync(command, args, {
    cwd,
    env: { ...process.env, CDK_VALIDATION: 'false', ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
