import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const docs = join(__dirname, '..', '..', 'docs');
const page = readFileSync(join(docs, 'threat-model.md'), 'utf8');

const rowsUnder = (heading: string): string[][] => {
  const [, section = ''] = page.split(`## ${heading}\n`);
  return (section.split('\n## ')[0] ?? '')
    .split('\n')
    .filter((line) => /^\| T\d+/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
};
const stopped = rowsUnder('Stopped');
const left = rowsUnder('Left to you');

describe('the threat model', () => {
  it.each(stopped)(
    'proves %s (%s: %s) with tests that exist',
    (_id, _letters, _threat, ...rest) => {
      const [, proof = ''] = rest;
      const files = [...proof.matchAll(/\]\(([^)]+)\)/g)].map(([, path = '']) => path);

      expect(files.length).toBeGreaterThan(0);
      expect(files.filter((path) => !/\.(test|proof)\.ts$/.test(path))).toEqual([]);
      expect(files.filter((path) => !existsSync(join(docs, path)))).toEqual([]);
    },
  );

  it('numbers each threat once, and leaves none out', () => {
    const ids = [...stopped, ...left].map(([id = '']) => Number(id.slice(1)));

    expect(ids.toSorted((a, b) => a - b)).toEqual(ids.map((_, index) => index + 1));
  });

  it('looks at all six kinds', () => {
    const letters = [...stopped, ...left].flatMap(([, kinds = '']) => kinds.split(' '));

    expect(new Set(letters)).toEqual(new Set(['S', 'T', 'R', 'I', 'D', 'E']));
  });

  it('says something about each of them', () => {
    expect([...stopped, ...left].flat().filter((cell) => cell === '')).toEqual([]);
    expect(left.length).toBeGreaterThan(0);
  });
});
