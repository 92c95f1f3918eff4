import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { minimumPermissions } from '../../local/genesys/model/oauth-client-creation';

const read = (...path: string[]): string =>
  readFileSync(join(__dirname, '..', '..', ...path), 'utf8');
const PERMISSION = /conversation:\w+:\w+/g;
const namedIn = (text: string): string[] => [...new Set(text.match(PERMISSION))].toSorted();

describe('the permissions at Genesys', () => {
  const [, table = ''] = /## At Genesys\n(.*?)\n## /s.exec(read('docs', 'permissions.md')) ?? [];

  it('are four, each with what happens without it', () => {
    const rows = table.split('\n').filter((line) => line.startsWith('| `conversation:'));

    expect(rows).toHaveLength(4);
    for (const row of rows) expect(row.split('|').filter((cell) => cell.trim())).toHaveLength(3);
  });

  it('are those that the README asks for', () => {
    const [, step = ''] = /## Deploy it\n(.*?)\n2\. /s.exec(read('README.md')) ?? [];

    expect(namedIn(step)).toEqual(namedIn(table));
  });

  it('are those that the doctor checks', () => {
    expect(namedIn(read('cli', 'doctor', 'checks', 'permissions.ts'))).toEqual(namedIn(table));
  });

  it('are enough for the simulator, which refuses whoever lacks one', () => {
    expect(minimumPermissions).toEqual(expect.arrayContaining(namedIn(table)));
  });
});
