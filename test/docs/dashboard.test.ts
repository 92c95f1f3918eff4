import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { readDashboard } from './dashboard-body';
import { toPage, toPicture } from './dashboard-page';

const tiles = readDashboard();
const readDocs = (name: string) => readFileSync(join(__dirname, '..', '..', 'docs', name), 'utf8');

afterAll(() => CloudAssembly.cleanupTemporaryDirectories());

describe('the dashboard', () => {
  it('asks three questions', () => {
    const questions = tiles.filter(({ kind }) => kind === 'headline').map(({ title }) => title);

    expect(questions).toEqual(['Is it working?', 'Is anything stuck?', 'Are we near the limit?']);
  });

  it('shows every alarm of the stack', () => {
    const shown = tiles.filter(({ kind }) => kind === 'alarms').flatMap(({ series }) => series);
    const headings = [...readDocs('runbook.md').matchAll(/^## (.+)$/gm)].map(([, name]) => name);

    expect(new Set(shown.map(({ label }) => label))).toEqual(new Set(headings));
  });

  it('has no two widgets in one place', () => {
    const cells = tiles.flatMap(({ x, y, width, height }) =>
      Array.from({ length: width * height }, (_, index) =>
        [x + (index % width), y + Math.floor(index / width)].join(),
      ),
    );

    expect(new Set(cells).size).toBe(cells.length);
  });

  it('is drawn and told in docs as it is; if not, run npm run dashboard', () => {
    expect(readDocs('dashboard.md')).toBe(toPage(tiles));
    expect(readDocs('images/dashboard.svg')).toBe(toPicture(tiles));
  });
});
