import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import * as v from 'valibot';
import { BUNDLED_HANDLERS } from '../../lib/lambda-bundle';

const root = join(__dirname, '..', '..');
const names = v.record(v.string(), v.string());
const manifest = v.parse(
  v.object({
    main: v.string(),
    exports: v.object({
      '.': v.object({ types: v.string(), default: v.string() }),
      './events': v.object({ types: v.string(), default: v.string() }),
    }),
    files: v.array(v.string()),
    dependencies: names,
    peerDependencies: names,
    peerDependenciesMeta: v.record(v.string(), v.object({ optional: v.boolean() })),
    devDependencies: names,
  }),
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')),
);

/** The source that a built file comes from. */
const sourceOf = (built: string): string =>
  built.replace(/^(\.\/)?dist\//, '').replace(/(\.d\.ts|\.js)$/, '.ts');

/** Every module that a file loads, by the files of the repository and the packages that it leads to. */
function packagesBehind(file: string, seen = new Set<string>()): Set<string> {
  const packages = new Set<string>();
  if (seen.has(file)) return packages;
  seen.add(file);
  const text = readFileSync(join(root, file), 'utf8');
  for (const [, name = ''] of text.matchAll(/^(?:import|export) (?!type )[^;]*?from '([^']+)'/gm)) {
    if (name.startsWith('.')) {
      const next = join(file, '..', name);
      const path = existsSync(join(root, `${next}.ts`)) ? `${next}.ts` : join(next, 'index.ts');
      for (const each of packagesBehind(path, seen)) packages.add(each);
    } else if (!name.startsWith('node:') && !builtinModules.includes(name)) {
      packages.add(
        name.startsWith('@') ? name.split('/').slice(0, 2).join('/') : name.split('/')[0]!,
      );
    }
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
    const loaded = ['lib/index.ts', ...handlers].flatMap((file) => [...packagesBehind(file)]);
    const declared = { ...manifest.dependencies, ...manifest.peerDependencies };

    expect(new Set(loaded)).toEqual(new Set(Object.keys(declared)));
  });

  it('needs nothing but valibot for the events', () => {
    expect([...packagesBehind('lambda/contract/events.ts')]).toEqual(['valibot']);
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
