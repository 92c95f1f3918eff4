import { readdirSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';

const home = join(__dirname, '../../../local/genesys');
const packages = ['fastify', 'ws', 'commander', 'valibot', '@aws-sdk/client-eventbridge'];

const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from |import\(\s*)'([\w./:@-]+)'/g)].map(
    ([, name]) => name!,
  );

const isAllowed = (file: string, name: string): boolean =>
  name.startsWith('.')
    ? normalize(join(file, '..', name)).startsWith(home)
    : name.startsWith('node:') || packages.includes(name);

describe('the simulator is a stranger to the product', () => {
  const files = readdirSync(home, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(home, name));

  it('imports nothing from outside its own folder but named packages', () => {
    const foreign = files.flatMap((file) =>
      importsOf(file)
        .filter((name) => !isAllowed(file, name))
        .map((name) => `${file}: ${name}`),
    );

    expect(files.length).toBeGreaterThan(50);
    expect(foreign).toEqual([]);
  });
});
