import { check } from '../../../local/story/promise-check';
import type { E2eCase } from '../e2e-case';
import { runSuite } from '../run-suite';

/** A file of tests that bring up a deployment of their own. */
const suite = (name: string, title: string): E2eCase => ({
  name,
  title,
  ownEmulator: true,
  run: async (_world, teller) => {
    for (const { title: test, failure } of await runSuite(name)) {
      teller.check(check(test, 'passed', failure ?? 'passed'));
    }
  },
});

export const SUITES: readonly E2eCase[] = [
  suite(
    'deployment',
    'The toolkit deploys, updates and deletes, and says what is wrong when it cannot',
  ),
  suite('told-story', '`npm start` keeps every promise of its story'),
  suite('broken-off', '`npm start` leaves nothing behind, however it ends'),
  suite('hostile-run', 'No text, contact or secret is written anywhere, however Genesys answers'),
];
