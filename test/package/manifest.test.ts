import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { BUNDLED_HANDLERS } from '../../lib/lambda-bundle';

const root = join(__dirname, '..', '..');
const ranges = v.record(v.string(), v.string());
const manifest = v.parse(
  v.object({
    main: v.string(),
    exports: v.object({
      '.': v.object({ types: v.string(), default: v.string() }),
      './events': v.object({ types: v.string(), default: v.string() }),
    }),
    files: v.array(v.string()),
    dependencies: ranges,
    peerDependencies: ranges,
    peerDependenciesMeta: v.record(v.string(), v.object({ optional: v.boolean() })),
    devDependencies: ranges,
  }),
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')),
);

/** The source that a built file comes from. */
const sourceOf = (built: string): string =>
  built.replace(/^(\.\/)?dist\//, '').replace(/(\.d\.ts|\.js)$/, '.ts');

const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');

/** What a file loads, types left out: files of the repository by their paths, and packages. */
function loadedBy(file: string): { files: string[]; packages: string[] } {
  const text = readFileSync(join(root, file), 'utf8');
  const imports = text.matchAll(/^(?:import|export) (?!type )[^;]*?from '([^']+)'/gm);
  const names = [...imports].map(([, name = '']) => name);
  const own = names.filter((name) => name.startsWith('.')).map((name) => join(file, '..', name));
  return {
    files: own.map((path) =>
      existsSync(join(root, `${path}.ts`)) ? `${path}.ts` : join(path, 'index.ts'),
    ),
    packages: names.filter((name) => !/^(\.|node:)/.test(name)).map(packageOf),
  };
}

/** Every package that comes with some files. */
function packagesBehind(entries: readonly string[]): Set<string> {
  const files = new Set(entries);
  const packages = new Set<string>();
  for (const file of files) {
    const loaded = loadedBy(file);
    for (const each of loaded.files) files.add(each);
    for (const each of loaded.packages) packages.add(each);
  }
  return packages;
}

describe('the package', () => {
  it.each(Object.entries(manifest.exports))(
    'has for %s a file that the build makes',
    (_, paths) => {
      for (const path of Object.values(paths)) {
        expect(existsSync(join(root, sourceOf(path)))).toBe(true);
      }
    },
  );

  it('brings the sources that the functions are bundled from', () => {
    expect(manifest.files).toEqual(expect.arrayContaining(['dist', 'lambda', 'schemas']));
  });

  it('declares every package that the construct and its functions load', () => {
    const handlers = BUNDLED_HANDLERS.map((name) => `lambda/handlers/${name}.ts`);
    const loaded = packagesBehind(['lib/index.ts', ...handlers]);
    const declared = { ...manifest.dependencies, ...manifest.peerDependencies };

    expect(loaded).toEqual(new Set(Object.keys(declared)));
  });

  it('needs nothing but valibot for the events', () => {
    expect(packagesBehind(['lambda/contract/events.ts'])).toEqual(new Set(['valibot']));
  });

  it('shares the CDK of the app, and asks nobody else to install it', () => {
    for (const [name, range] of Object.entries(manifest.peerDependencies)) {
      const [major, minor = 0] = range.slice(1).split('.').map(Number);
      const [ownMajor, ownMinor = 0] = (manifest.devDependencies[name] ?? '')
        .split('.')
        .map(Number);

      expect(manifest.dependencies).not.toHaveProperty(name);
      expect(manifest.peerDependenciesMeta[name]).toEqual({ optional: true });
      expect(ownMajor).toBe(major);
      expect(ownMinor).toBeGreaterThanOrEqual(minor);
    }
  });
});
