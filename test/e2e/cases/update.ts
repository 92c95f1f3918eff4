import { check, checkThat } from '../../../local/story/promise-check';
import type { E2eCase } from '../e2e-case';
import { basename } from 'node:path';
import { STACK } from '../project-folder';
import { newestRelease } from '../releases/release-archive';

/** What a customer's data is in, and what outsiders have written down. */
const LASTING = [
  'BusName',
  'LedgerTableName',
  'SessionsTableName',
  'OAuthClientSecretArn',
  'RejectedEventsUrl',
  'UnreadableEventsUrl',
  'UndeliveredEventsUrl',
] as const;

export const update: E2eCase = {
  name: 'update',
  title:
    '`cdk diff` and `cdk deploy` bring the previous release to this version and replace no data',
  run: async (world, teller) => {
    const before = await world.release();
    teller.note(`${basename(newestRelease())} is deployed and in use`);
    // By the types of the properties: the emulator's change sets take every reference for a possible replacement.
    const { output } = await world.cdk.demand('diff', '--method=template');
    const replaced = output.split('\n').filter((line) => /replace|destroy/i.test(line));
    const data = replaced.filter((line) =>
      /DynamoDB::Table|KMS::Key|SecretsManager::Secret/.test(line),
    );
    teller.check(check('tables, keys and secrets that the diff would replace', [], data));
    teller.check(
      checkThat(
        'the diff',
        output.includes(STACK),
        `names ${STACK}`,
        output.trim().split('\n').at(-1),
      ),
    );

    const after = await world.current();
    for (const name of LASTING) {
      teller.check(
        check(`the output ${name}`, before.stage.outputs[name], after.stage.outputs[name]),
      );
    }
  },
};
