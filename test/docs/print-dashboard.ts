import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readDashboard } from './dashboard-body';
import { toPage, toPicture } from './dashboard-page';

/** `npm run dashboard`: draws the dashboard of the stack as it is now. */
const tiles = readDashboard();
const docs = join(__dirname, '..', '..', 'docs');
const files = { 'dashboard.md': toPage(tiles), 'images/dashboard.svg': toPicture(tiles) };
for (const [name, content] of Object.entries(files)) {
  const path = join(docs, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
