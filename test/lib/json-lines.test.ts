import * as fc from 'fast-check';
import { readJsonLines } from '../../lib/json-lines';

describe('readJsonLines', () => {
  const { lineOf } = readJsonLines(
    [
      '{',
      '  "a": { "b": 1,',
      '    "c": {',
      '      "d": "x:{,\\"y",',
      '      "e": [2] } },',
      '  "e": "\\n" }',
    ].join('\n'),
  );

  it.each<[string[], number]>([
    [['a'], 2],
    [['a', 'b'], 2],
    [['a', 'c'], 3],
    [['a', 'c', 'd'], 4],
    [['a', 'c', 'e'], 5],
    [['e'], 6],
  ])('knows the line of %j', (path, line) => {
    expect(lineOf(path)).toBe(line);
  });

  it('finds a name that comes twice in one object, and not one that comes in two', () => {
    const { repeated } = readJsonLines('{ "a": { "b": 1 },\n"b": { "b": 2,\n"b": 3 } }');

    expect(repeated).toEqual([{ path: ['b', 'b'], line: 3 }]);
  });

  it('gives the line of what is around when there is no such path', () => {
    expect(lineOf(['a', 'c', 'x', 'z'])).toBe(3);
    expect(lineOf([])).toBe(1);
  });

  it('finds every member of any object, on a line of its own, and none twice', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const json = JSON.stringify(value, undefined, 1);
        const rows = json.split('\n');
        const lines = readJsonLines(json);

        for (const path of membersOf(JSON.parse(json), [])) {
          const row = rows[lines.lineOf(path) - 1]?.trim() ?? '';
          expect(row.startsWith(`${JSON.stringify(path.at(-1))}:`)).toBe(true);
        }
        expect(lines.repeated).toEqual([]);
      }),
    );
  });
});

function membersOf(value: unknown, path: readonly string[]): string[][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...path, key];
    return [here, ...membersOf(inner, here)];
  });
}
