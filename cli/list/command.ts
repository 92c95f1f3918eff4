import { Command, Option } from 'commander';
import type { CommandIo } from '../command-io';
import type { OpenDesk } from '../desk/desk';
import { openAwsDesk } from '../desk/aws-desk';
import { notificationTable } from '../notification-table';
import { viewOf } from '../notification-timeline';
import { checkReason, LISTED, selectNotifications } from '../select-notifications';
import type { Selection } from '../select-notifications';
import { readStackFlags, withStackFlags } from '../stack-flags';
import type { StackFlags } from '../stack-flags';
import { wholeNumber } from '../whole-number';

const HELP = `
What was sent or suppressed is in no list: nobody has to act on it. Ask for it by contact (status <contact>).

Examples:
  npx proactive list --outcome parked --stack ProactiveMessaging-prod
  npx proactive list --outcome rejected --reason MISSING_PERMISSION --limit 200 --json
  npx proactive list --outcome held`;

/** `proactive list`: what waits, and what ended so that somebody may have to act. */
export const listCommand = (io: CommandIo, openDesk: OpenDesk = openAwsDesk): Command =>
  withStackFlags(new Command('list'))
    .description('lists what waits, or what was rejected, parked or has expired')
    .addOption(
      new Option('--outcome <outcome>', 'which ones').choices(LISTED).makeOptionMandatory(),
    )
    .option('--reason <code>', 'only those with this reason (docs/events.md)')
    .option('--limit <number>', 'how many', wholeNumber, 50)
    .addHelpText('after', HELP)
    .action(async (flags: StackFlags & Selection) => {
      checkReason(flags.reason);
      const desk = await openDesk(readStackFlags(flags, io), io.environment);
      const views = (await selectNotifications(desk, flags)).map(viewOf);
      if (flags.json) io.write(`${JSON.stringify(views)}\n`);
      else io.write(`${views.length === 0 ? 'none' : notificationTable(views)}\n`);
    });
