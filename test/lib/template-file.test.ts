import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTemplateFile, TemplateFileError } from '../../lib/template-file';

const folder = mkdtempSync(join(tmpdir(), 'templates-'));
const file = join(folder, 'templates.json');

afterAll(() => rmSync(folder, { recursive: true }));

/** What the author of a file is told, without its first line. */
function faultsOf(...lines: readonly string[]): string[] {
  writeFileSync(file, lines.join('\n'));
  try {
    readTemplateFile(file);
  } catch (error) {
    if (!(error instanceof TemplateFileError)) throw error;
    const [head, ...faults] = error.message.split('\n');
    const isCounted = head?.startsWith(`templates file "${file}" has ${faults.length} fault`);
    return isCounted === true ? faults.map((fault) => fault.trim()) : [error.message];
  }
  return [];
}

describe('readTemplateFile', () => {
  it('reads the templates of the laptop stage', () => {
    const templates = readTemplateFile(join(__dirname, '..', '..', 'templates', 'laptop.json'));

    expect(Object.keys(templates)).toEqual(['order-delayed', 'refund-paid']);
  });

  it('names template, locale, placeholder and line', () => {
    const faults = faultsOf(
      '{',
      '  "greeting": {',
      '    "defaultLocale": "en",',
      '    "variables": { "name": { "kind": "text" } },',
      '    "texts": {',
      '      "en": "Hello {name}.",',
      '      "de": "Hallo {nmae}."',
      '    }',
      '  }',
      '}',
    );

    expect(faults).toEqual([
      'line 7, greeting.texts.de: expected variables that are declared (name), not {nmae}',
    ]);
  });

  it('names every fault, in the order of the file', () => {
    const faults = faultsOf(
      '{ "a": {',
      '  "defaultLocal": "en",',
      '  "variables": { "name": { "kind": "url" } },',
      '  "texts": { "en": "Hello.", "German": "Hallo." }',
      '} }',
    );

    expect(faults).toEqual([
      'line 1, a.defaultLocale: expected "defaultLocale"',
      'line 2, a.defaultLocal: unknown; remove it or correct its name',
      'line 3, a.variables.name.kind: expected ("text" or "number" or "date")',
      'line 4, a.texts.German: expected a locale such as de or de-CH',
    ]);
  });

  it('says so when something is defined twice, of which JSON would keep the last', () => {
    const template = '{ "defaultLocale": "en", "texts": { "en": "Hello." } }';

    expect(faultsOf('{', `  "a": ${template},`, `  "a": ${template}`, '}')).toEqual([
      'line 3, a: defined twice',
    ]);
  });

  it.each<[string, string, RegExp]>([
    ['what is no JSON', '{ "a": }', /^is no JSON: /],
    ['a list', '[]', /^is a list: expected an object/],
    ['a word', '"greeting"', /^line 1, the file: expected Object$/],
    ['an id with a dot', '{ "a.b": {} }', /^line 1, a\.b: expected a name of letters/],
  ])('refuses %s', (_, json, fault) => {
    expect(faultsOf(json)).toContainEqual(expect.stringMatching(fault));
  });

  it('says which file it could not read', () => {
    expect(() => readTemplateFile(join(folder, 'missing.json'))).toThrow(
      /missing\.json" has 1 fault:\n {2}cannot be read: Error: ENOENT/,
    );
  });
});
