import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { rooms } from './support/rooms';

const root = join(__dirname, '..');

interface Import {
  readonly file: string;
  readonly target: string;
  readonly isTypeOnly: boolean;
}

/** Folders of the repository that hold no code of ours, or the tests of it. */
const NO_ROOMS = new Set(['cdk.out', 'coverage', 'dist', 'docs', 'node_modules', 'test']);

const sourceFolders = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
  .map(({ name }) => name)
  .filter((name) => !NO_ROOMS.has(name));
const files = sourceFolders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name).split(sep).join('/')),
);

const STATIC = /^(?:import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'/gm;
const BARE = /^import\s+'([^']+)'/gm;
const DYNAMIC = /\b(?:import|require|require\.resolve)\(\s*'([^']+)'/g;

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const to = (specifier: string, isTypeOnly: boolean): Import => ({
    file,
    isTypeOnly,
    target: specifier.startsWith('.')
      ? relative(root, join(root, dirname(file), specifier))
          .split(sep)
          .join('/')
      : specifier,
  });
  return [
    ...[...text.matchAll(STATIC)].map(([, type, name]) => to(name!, type !== undefined)),
    ...[...text.matchAll(BARE)].map(([, name]) => to(name!, false)),
    ...[...text.matchAll(DYNAMIC)].map(([, name]) => to(name!, false)),
  ];
}

/** The innermost listed room that a file lies in. */
const roomOf = (file: string): string | undefined =>
  Object.keys(rooms)
    .filter((room) => file.startsWith(`${room}/`))
    .toSorted((a, b) => b.length - a.length)[0];

const isPackage = (target: string): boolean =>
  !sourceFolders.some((folder) => target.startsWith(`${folder}/`)) && !target.startsWith('node:');

function matches(target: string, allowed: string): boolean {
  if (sourceFolders.some((folder) => allowed === folder || allowed.startsWith(`${folder}/`))) {
    return roomOf(target) === allowed;
  }
  if (allowed === 'node:') return target.startsWith('node:');
  if (allowed === 'any package') return isPackage(target);
  const prefix = allowed.replace(/\*$/, '');
  return target === allowed || target.startsWith(allowed.endsWith('*') ? prefix : `${prefix}/`);
}

function isAllowed({ file, target, isTypeOnly }: Import): boolean {
  const { mayImport, mayImportTypesOf = [] } = rooms[roomOf(file) ?? ''] ?? { mayImport: [] };
  const allowed = isTypeOnly ? [...mayImport, ...mayImportTypesOf] : mayImport;
  return allowed.some((each) => matches(target, each));
}

const tell = ({ file, target }: Import): string => `${file} imports ${target}`;

describe('architecture', () => {
  const imports = files.flatMap(importsOf);

  it.each(Object.keys(rooms))('%s imports only what its room may', (room) => {
    const own = imports.filter(({ file }) => roomOf(file) === room);

    expect(own.filter((each) => !isAllowed(each)).map(tell)).toEqual([]);
    expect(own.length).toBeGreaterThan(0);
  });

  it('has no file outside the listed rooms', () => {
    expect(files.filter((file) => roomOf(file) === undefined)).toEqual([]);
  });

  /** How a handler is wired, which a plan repeats; neither of them is an entry point. */
  const WIRING = new Set(['lambda/handlers/load-session-deps', 'lambda/handlers/audience']);

  it('lets nobody import a handler, and only the plan how one is wired', () => {
    const outside = imports.filter(
      ({ file, target }) =>
        target.startsWith('lambda/handlers/') &&
        !file.startsWith('lambda/handlers/') &&
        !(file.startsWith('cli/plan/') && WIRING.has(target)),
    );

    expect(outside.map(tell)).toEqual([]);
  });

  it.each([
    ['lambda/domain/session.ts', 'valibot'],
    ['lambda/domain/session.ts', 'node:crypto'],
    ['lambda/contract/outcomes.ts', 'lambda/domain/session'],
    ['lambda/steps/conclude.ts', 'lambda/adapters/logger'],
    ['lambda/steps/conclude.ts', 'lambda/handlers/runtime'],
    ['lambda/adapters/logger.ts', '@aws-sdk/client-dynamodb'],
    ['lib/config.ts', 'lambda/domain/session'],
    ['bin/app.ts', 'lambda/contract/outcomes'],
    ['local/main.ts', 'lambda/domain/session'],
    ['examples/cdk-app/shop-stack.ts', 'lib/index'],
    ['local/genesys/simulator.ts', 'local/cloud/emulator'],
    ['local/genesys/simulator.ts', 'lambda/contract/outcomes'],
    ['elsewhere/file.ts', 'valibot'],
  ])('would not let %s import %s', (file, target) => {
    expect(isAllowed({ file, target, isTypeOnly: false })).toBe(false);
  });

  it.each([
    ['lambda/adapters/logger.ts', '@aws-sdk/client-dynamodb', true],
    ['local/main.ts', 'lambda/contract/outcomes', false],
    ['lib/config.ts', 'aws-cdk-lib/aws-dynamodb', false],
  ])('lets %s import %s', (file, target, isTypeOnly) => {
    expect(isAllowed({ file, target, isTypeOnly })).toBe(true);
  });

  it('reads every kind of import', () => {
    expect(imports.length).toBeGreaterThan(500);
    expect(imports.some(({ isTypeOnly }) => isTypeOnly)).toBe(true);
    expect(imports.map(tell)).toContain(
      'lambda/steps/conclude.ts imports lambda/contract/outcomes',
    );
  });
});
