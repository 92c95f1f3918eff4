import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUNDLED_HANDLERS, writeBundle } from '../../lib/lambda-bundle';

const folder = mkdtempSync(join(tmpdir(), 'bundles-'));

afterAll(() => rmSync(folder, { recursive: true }));

/** The project's own limit for the functions a notification passes through; the design allows 210 kB. */
const HOT_PATH_BYTES = 110_000;

describe('the bundles', () => {
  it('are one for each entry point', () => {
    const handlers = join(__dirname, '..', '..', 'lambda', 'handlers');
    const entries = readdirSync(handlers).filter((file) =>
      readFileSync(join(handlers, file), 'utf8').includes('export const handler'),
    );

    expect(entries.map((file) => file.replace('.ts', ''))).toEqual([...BUNDLED_HANDLERS]);
  });

  it.each(BUNDLED_HANDLERS)('keep %s small enough for a quick cold start', (name) => {
    expect(writeBundle(name, join(folder, name))).toBeLessThan(HOT_PATH_BYTES);
  });
});
