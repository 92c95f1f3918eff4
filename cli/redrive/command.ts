import { Command, Option } from 'commander';
import { REDRIVE_REQUESTED } from '../../lambda/contract/change-events';
import type { Notification } from '../../lambda/domain/notification';
import type { CommandIo } from '../command-io';
import { FAILURE_QUEUES } from '../desk/desk';
import type { Desk, OpenDesk, QueueName } from '../desk/desk';
import { openAwsDesk } from '../desk/aws-desk';
import { fetchKnown } from '../notification-key';
import { showProgress } from '../progress';
import { checkReason, selectNotifications } from '../select-notifications';
import { readStackFlags, withStackFlags } from '../stack-flags';
import type { StackFlags } from '../stack-flags';
import { UsageError } from '../usage-error';
import { wholeNumber } from '../whole-number';
import { planNotifications, redrivePlanText } from './plan-notifications';
import type { PlannedRedrive } from './plan-notifications';
import { redriveQueue } from './redrive-queue';

const OUTCOMES = ['rejected', 'parked', 'held'] as const;

interface RedriveFlags extends StackFlags {
  readonly outcome?: (typeof OUTCOMES)[number];
  readonly reason?: string;
  readonly queue?: QueueName;
  readonly limit: number;
  readonly yes?: true;
}

const HELP = `
A plan is shown first; nothing is written without --yes. Nothing is sent by this command: each notification goes through the
workflow again and meets every rule and its conversation anew. One that was parked because an answer was lost is looked for in its
conversation first. What was sent is never sent again.

Examples:
  npx proactive redrive --outcome rejected --reason MISSING_PERMISSION --stack ProactiveMessaging-prod
  npx proactive redrive --outcome rejected --reason MISSING_PERMISSION --limit 200 --yes
  npx proactive redrive EC3HKC6MTC3P32QANG2RQJ7EDCDHORGLQTGFP6U3I54HAUO4YQVA --yes
  npx proactive redrive --queue rejected

Exit code: 0 when everything selected was (or would be) redriven, 1 when something was left as it is, 2 when the options make no sense.`;

/** `proactive redrive`: a second chance for what did not work out. */
export const redriveCommand = (io: CommandIo, openDesk: OpenDesk = openAwsDesk): Command =>
  withStackFlags(new Command('redrive'))
    .description('tries again what was held, rejected or parked: shows a plan, then asks for --yes')
    .argument('[keys...]', 'of notifications')
    .addOption(new Option('--outcome <outcome>', 'or: all of these').choices(OUTCOMES))
    .option('--reason <code>', 'of these, only those with this reason')
    .addOption(new Option('--queue <name>', 'or: a queue of failed events').choices(FAILURE_QUEUES))
    .option('--limit <number>', 'not more than so many', wholeNumber, 20)
    .option('--yes', 'do it')
    .addHelpText('after', HELP)
    .action(async (keys: readonly string[], flags: RedriveFlags) => {
      const choice = readStackFlags(flags, io);
      checkSelection(keys, flags);
      const desk = await openDesk(choice, io.environment);
      if (flags.queue !== undefined)
        return redriveQueue(io, desk, { ...flags, queue: flags.queue });
      return redriveNotifications(io, desk, keys, flags);
    });

function checkSelection(keys: readonly string[], { outcome, reason, queue }: RedriveFlags): void {
  const ways = [keys.length > 0, outcome !== undefined, queue !== undefined];
  if (ways.filter(Boolean).length !== 1) {
    throw new UsageError('give keys, or --outcome, or --queue');
  }
  if (reason !== undefined && outcome === undefined) {
    throw new UsageError('--reason goes with --outcome');
  }
  checkReason(reason);
}

async function redriveNotifications(
  io: CommandIo,
  desk: Desk,
  keys: readonly string[],
  flags: RedriveFlags,
): Promise<void> {
  const rows = await select(desk, keys, flags);
  const planned = await planNotifications(desk, rows, showProgress(io, rows.length, 'planned'));
  const wanted = planned.filter(({ isWorthIt }) => isWorthIt);
  if (flags.yes) await ask(io, desk, wanted);
  const asked = flags.yes ? wanted.length : 0;
  if (flags.json) io.write(`${JSON.stringify({ asked, planned })}\n`);
  else
    io.write(`${planned.length === 0 ? 'nothing to redrive' : textOf(planned, wanted, flags)}\n`);
  io.exit(wanted.length === planned.length ? 0 : 1);
}

const select = async (
  desk: Desk,
  keys: readonly string[],
  { outcome, reason, limit }: RedriveFlags,
): Promise<Notification[]> =>
  outcome === undefined
    ? Promise.all([...new Set(keys)].map((key) => fetchKnown(desk, key)))
    : selectNotifications(desk, { outcome, reason, limit });

/** Each event says how the row stood: one that was redriven by somebody else meanwhile is left alone. */
async function ask(io: CommandIo, desk: Desk, wanted: readonly PlannedRedrive[]): Promise<void> {
  const progress = showProgress(io, wanted.length, 'redriven');
  for (const { notificationKey, was } of wanted) {
    const detail = { version: '1', notificationKey, redrives: was.redrives };
    // oxlint-disable-next-line no-await-in-loop
    await desk.publish(REDRIVE_REQUESTED, detail);
    progress.step();
  }
  progress.end();
}

function textOf(
  planned: readonly PlannedRedrive[],
  wanted: readonly PlannedRedrive[],
  { yes }: RedriveFlags,
): string {
  const left = planned.length - wanted.length;
  const rest = left === 0 ? '' : `, ${left} left as they are`;
  const last = yes
    ? `${wanted.length} asked for${rest}. What comes of them: npx proactive status <key>`
    : `${wanted.length} would be redriven${rest}. Nothing was written: add --yes to do it.`;
  return `${redrivePlanText(planned)}\n${last}`;
}
