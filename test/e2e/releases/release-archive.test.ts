import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freezeRelease, FROZEN_GENESYS, newestRelease, unpackRelease } from './release-archive';

const FROZEN_HASH = 'f'.repeat(64);
const GENESYS = 'http://127.0.0.1:1234';

describe('a release that is kept', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'release-'));
    mkdirSync(join(folder, 'assembly/asset.1'), { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (file: string, content: string): void =>
    writeFileSync(join(folder, 'assembly', file), content);
  const read = (file: string): string => readFileSync(join(folder, 'unpacked', file), 'utf8');
  const freezeAndUnpack = (genesysUrl: string): void => {
    write('manifest.json', JSON.stringify({ artifacts: { Stack: `s3://${FROZEN_HASH}.json` } }));
    write('template.json', `{"url":"${FROZEN_GENESYS}"}`);
    write('asset.1/index.js', 'exports.handler = "äöü";');
    write('tree.json', '{}');
    freezeRelease(join(folder, 'assembly'), join(folder, 'archive'));
    unpackRelease(join(folder, 'archive'), join(folder, 'unpacked'), genesysUrl);
  };

  it('has its code as it was, and the address of the Genesys of today', () => {
    freezeAndUnpack(GENESYS);

    expect(read('asset.1/index.js')).toBe('exports.handler = "äöü";');
    expect(read('template.json')).toBe(`{"url":"${GENESYS}"}`);
    expect(existsSync(join(folder, 'unpacked/tree.json'))).toBe(false);
  });

  it('is uploaded anew for every address', () => {
    freezeAndUnpack(GENESYS);
    const one = read('manifest.json');
    freezeAndUnpack(`${GENESYS}5`);

    expect(one).not.toContain(FROZEN_HASH);
    expect(read('manifest.json')).not.toBe(one);
  });

  it('is there, with a template and a bundle for every function', () => {
    unpackRelease(newestRelease(), join(folder, 'unpacked'), GENESYS);

    const template = read('ProactiveMessaging-e2e.template.json');
    expect(template).toContain(GENESYS);
    expect(template.match(/"AWS::Lambda::Function"/g)?.length).toBeGreaterThanOrEqual(10);
    expect(read('ProactiveMessaging-e2e.assets.json').match(/"packaging": "zip"/g)).toHaveLength(
      10,
    );
  });
});
