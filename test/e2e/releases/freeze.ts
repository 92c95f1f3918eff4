import { resolve } from 'node:path';
import { Command } from 'commander';
import { freezeRelease } from './release-archive';

/** Keeps a release for the updates of later ones; run it when a release is made. */
new Command('tsx test/e2e/releases/freeze.ts')
  .description(
    'Packs a synthesized app, so that `npm run e2e` can update from it:\n  npx cdk synth -q -c stage=e2e -o /tmp/release   with a stage "e2e" at http://localhost:4580',
  )
  .argument('<assembly>', 'folder that `cdk synth -o` wrote')
  .argument('<archive>', 'file to write, in test/e2e/releases')
  .action((assembly: string, archive: string) => freezeRelease(resolve(assembly), archive))
  .parse();
