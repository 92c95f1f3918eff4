import { Command } from 'commander';
import { NOTIFICATION_CANCELLED } from '../../lambda/contract/change-events';
import type { CommandIo } from '../command-io';
import type { Desk, NotificationIdentity, OpenDesk } from '../desk/desk';
import { openAwsDesk } from '../desk/aws-desk';
import { CommandError } from '../command-error';
import { fetchKnown } from '../notification-key';
import { timelineText, viewOf } from '../notification-timeline';
import { nameOfOnce } from '../schedule/plan';
import { readStackFlags, withStackFlags } from '../stack-flags';
import type { StackFlags } from '../stack-flags';
import { UsageError } from '../usage-error';

interface CancelFlags extends StackFlags {
  readonly contact?: string;
  readonly type: string;
  readonly occurrence?: string;
}

const HELP = `
By contact and occurrence it is cancelled even before it was requested, and its schedule goes with it.

Examples:
  npx proactive cancel EC3HKC6MTC3P32QANG2RQJ7EDCDHORGLQTGFP6U3I54HAUO4YQVA
  npx proactive cancel --contact <externalContactId> --occurrence order-4711-delayed --type delivery-delay`;

/** `proactive cancel`: takes a message back that has not been sent. */
export const cancelCommand = (io: CommandIo, openDesk: OpenDesk = openAwsDesk): Command =>
  withStackFlags(new Command('cancel'))
    .description('takes back a message that has not been sent')
    .argument('[key]', 'of a notification that waits')
    .option('--contact <id>', 'or: Genesys externalContactId')
    .option('--occurrence <id>', 'and the business fact it is about')
    .option('--type <type>', 'kind of notification', 'default')
    .addHelpText('after', HELP)
    .action(async (key: string | undefined, flags: CancelFlags) => {
      const choice = readStackFlags(flags, io);
      checkSubject(key, flags);
      const desk = await openDesk(choice, io.environment);
      const identity = await identityOf(desk, key, flags);
      await desk.publish(NOTIFICATION_CANCELLED, { version: '1', ...identity });
      await desk.schedules.remove(nameOfOnce(identity));
      const notificationKey = key ?? (await desk.names.notificationKeyOf(identity));
      io.write(
        flags.json
          ? `${JSON.stringify({ notificationKey, result: 'asked' })}\n`
          : `asked to cancel; what came of it: npx proactive status ${notificationKey}\n`,
      );
    });

function checkSubject(key: string | undefined, { contact, occurrence }: CancelFlags): void {
  const isNamed = contact !== undefined && occurrence !== undefined;
  if ((key === undefined) !== isNamed) {
    throw new UsageError('give a key, or --contact and --occurrence');
  }
}

async function identityOf(
  desk: Desk,
  key: string | undefined,
  { contact = '', type, occurrence = '' }: CancelFlags,
): Promise<NotificationIdentity> {
  if (key === undefined) return { contactId: contact, type, occurrence };
  const known = await fetchKnown(desk, key);
  if (known.kind === 'waiting') {
    const { intent } = known;
    return { contactId: intent.contactId, type: intent.type, occurrence: intent.occurrence };
  }
  throw new CommandError(
    'ALREADY_ENDED',
    `There is nothing left to cancel.\n${timelineText(viewOf(known))}`,
    'See the outcome above.',
  );
}
