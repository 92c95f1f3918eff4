import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultSettings } from '../../../local/genesys/model/settings';

const root = join(__dirname, '../../..');
const manual = readFileSync(join(root, 'docs/simulator.md'), 'utf8');
const controlHome = join(root, 'local/genesys/control');

/** All routes of the control API, as `METHOD /path`. */
const routes = readdirSync(controlHome)
  .map((name) => readFileSync(join(controlHome, name), 'utf8'))
  .flatMap((source) => [...source.matchAll(/app\.(get|post|patch|delete)\(\s*'\/control([^']+)'/g)])
  .map(([, method, path]) => `${method!.toUpperCase()} ${path!}`);

const isShown = (route: string): boolean => {
  const [method = '', path = ''] = route.split(' ');
  const flag = method === 'GET' ? String.raw`curl -s "?` : `curl -s -X ${method} `;
  const pattern = path.replace(/:\w+/g, String.raw`\$\w+`);
  return new RegExp(`${flag}\\$CONTROL${pattern}(?![\\w/-])`).test(manual);
};

describe('the manual', () => {
  it('shows every control route with a curl', () => {
    expect(routes.length).toBeGreaterThan(35);
    expect(routes.filter((route) => !isShown(route))).toEqual([]);
  });

  it('names every setting', () => {
    const unnamed = Object.keys(defaultSettings).filter((name) => !manual.includes(`\`${name}\``));

    expect(unnamed).toEqual([]);
  });
});
