import { Command } from 'commander';
import { StageConfigError } from '../../lib/config';
import { listAcknowledgements } from './acknowledged';
import { runPacks, staleAcknowledgements } from './packs';
import { faultsOf, reviewText } from './report';
import type { Review } from './report';
import { synthesizeForReview } from './reviewed-stack';
import { ACTIONS } from './rights/actions';
import { tryEverything } from './rights/matrix';
import { lintTemplate } from './template-lint';

interface Flags {
  readonly stage?: string;
  readonly json: boolean;
}

const USAGE_ERROR = 2;

const HELP = `
Without --stage it looks at a stage with everything switched on that makes a resource. With it, at what you deploy:
a stage without alarmTopicArn, for example, has findings for each of its alarms.

Exit code: 0 when nothing is wrong, 1 when something is, 2 when the options make no sense.
`;

const program = new Command('npm run security --')
  .description(
    'Has six public security packs and our own rules look at the stack, and every role of it try what it should not.',
  )
  .option('--stage <name>', 'a stage of cdk.json')
  .option('--json', 'one JSON document on stdout', false)
  .allowExcessArguments(false)
  .addHelpText('after', HELP)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : USAGE_ERROR));

async function review(stage: string | undefined): Promise<Review> {
  const { app, source, template } = synthesizeForReview(stage);
  const packs = runPacks(app, template);
  return {
    packs,
    acknowledgements: listAcknowledgements(app),
    stale: staleAcknowledgements(app, packs),
    roles: await tryEverything(template),
    actions: ACTIONS.length,
    lint: lintTemplate(source),
  };
}

async function main({ stage, json }: Flags): Promise<number> {
  const result = await review(stage);
  const faults = faultsOf(result);
  const document = { ok: faults.length === 0, faults, ...result };
  process.stdout.write(json ? `${JSON.stringify(document)}\n` : `${reviewText(result)}\n`);
  return faults.length === 0 ? 0 : 1;
}

void (async () => {
  try {
    process.exitCode = await main(program.parse().opts<Flags>());
  } catch (error) {
    if (!(error instanceof StageConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = USAGE_ERROR;
  }
})();
