import { Command } from 'commander';
import { findPlace } from '../aws/place';
import type { CommandIo } from '../command-io';
import { showProgress } from '../progress';
import { readStackFlags, withStackFlags } from '../stack-flags';
import type { StackFlags } from '../stack-flags';
import { openPlan } from './open-plan';
import { planRow } from './plan-request';
import type { PlannedRow } from './plan-request';
import { readPrices } from '../prices/read-prices';
import { readRequests } from './read-requests';
import { planText } from './show-plan';
import { summarizePlan } from './summarize-plan';

interface PlanFlags extends StackFlags {
  readonly templates?: string;
}

const HELP = `
The file holds requests as NotificationRequested has them in its detail: one JSON object, an array of them,
or one per line. Nothing is written and nobody is asked at Genesys: the registry decides where Genesys would
have the last word.

Examples:
  npx proactive plan requests.jsonl --stack ProactiveMessaging-prod
  npx proactive plan - --stack ProactiveMessaging-laptop --endpoint http://localhost:4566 < request.json

Exit code: 0 when every request could be read, 1 when one could not or the plan failed, 2 when the options make no sense.
`;

/** `proactive plan <file>`: what would become of requests. */
export const planCommand = (io: CommandIo): Command =>
  withStackFlags(new Command('plan'))
    .description('says what would become of a file of requests, and what it would take')
    .argument('<file>', 'requests, or - for standard input')
    .option(
      '--templates <file>',
      'the template file of the stage, for requests that name templates',
    )
    .addHelpText('after', HELP)
    .action((file: string, flags: PlanFlags) => plan(io, file, flags));

async function plan(io: CommandIo, file: string, flags: PlanFlags): Promise<void> {
  const choice = readStackFlags(flags, io);
  const rows = readRequests(await io.readText(file));
  const place = await findPlace(choice, io.environment);
  const { deps, requestsPerMinute } = await openPlan(place, {
    ...choice,
    ...flags,
    stack: choice.stack,
  });
  const progress = showProgress(io, rows.length, 'requests');
  const planned: PlannedRow[] = [];
  for (const row of rows) {
    // oxlint-disable-next-line no-await-in-loop
    planned.push(await planRow(deps, row));
    progress.step();
  }
  progress.end();
  const summary = summarizePlan(planned, { prices: readPrices(), requestsPerMinute });
  const document = { ok: summary.counts.invalid === 0, ...summary, rows: planned };
  io.write(flags.json ? `${JSON.stringify(document)}\n` : `${planText(planned, summary)}\n`);
  io.exit(document.ok ? 0 : 1);
}
