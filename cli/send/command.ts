import { Command, Option } from 'commander';
import { PRIORITIES } from '../../lambda/contract/priority';
import { parseInput } from '../../lambda/contract/problems';
import {
  NOTIFICATION_REQUESTED,
  notificationRequestedSchema,
} from '../../lambda/contract/request-events';
import type { CommandIo } from '../command-io';
import type { OpenDesk } from '../desk/desk';
import { openAwsDesk } from '../desk/aws-desk';
import { problemText } from '../problem-text';
import { readContent, withContent } from '../request-options';
import type { ContentOptions } from '../request-options';
import { readStackFlags, withStackFlags } from '../stack-flags';
import type { StackFlags } from '../stack-flags';
import { timelineText, viewOf } from '../notification-timeline';
import { UsageError } from '../usage-error';
import { waitForEnd } from '../wait-for-end';

interface SendFlags extends StackFlags, ContentOptions {
  readonly contact: string;
  readonly type: string;
  readonly occurrence: string;
  readonly notBefore?: string;
  readonly priority?: string;
  readonly wait?: true;
}

const HELP = `
The same contact, type and occurrence are the same message: sending it twice sends it once.

Examples:
  npx proactive send --contact <externalContactId> --occurrence order-4711-delayed --text-file text.txt --wait
  echo "Your order is late." | npx proactive send --contact <id> --occurrence order-4711-delayed --text-file -
  npx proactive send --contact <id> --occurrence order-4711-delayed --template order-delayed \\
    --variable order=4711 --variable arrival=2026-11-27 --locale de-CH`;

/** `proactive send`: requests one message, as an application would. */
export const sendCommand = (io: CommandIo, openDesk: OpenDesk = openAwsDesk): Command =>
  withContent(
    withStackFlags(new Command('send'))
      .description('requests one message to one contact')
      .requiredOption('--contact <id>', 'Genesys externalContactId')
      .requiredOption('--occurrence <id>', 'the business fact it is about')
      .option('--type <type>', 'kind of notification', 'default')
      .option('--not-before <time>', 'not to be sent before this instant')
      .addOption(new Option('--priority <lane>', 'which lane it takes').choices(PRIORITIES))
      .option('--wait', 'until it has ended, or is held for longer'),
  )
    .addHelpText('after', HELP)
    .action(async (flags: SendFlags) => {
      const choice = readStackFlags(flags, io);
      const detail = await readDetail(flags, io);
      const desk = await openDesk(choice, io.environment);
      const { contact: contactId, type, occurrence } = flags;
      const notificationKey = await desk.names.notificationKeyOf({ contactId, type, occurrence });
      await desk.publish(NOTIFICATION_REQUESTED, detail);
      if (!flags.wait) {
        io.write(
          flags.json
            ? `${JSON.stringify({ notificationKey, result: 'requested' })}\n`
            : `requested: npx proactive status ${notificationKey}\n`,
        );
        return;
      }
      const view = viewOf(await waitForEnd(desk, notificationKey));
      io.write(flags.json ? `${JSON.stringify(view)}\n` : `${timelineText(view)}\n`);
      io.exit(view.state === 'SENT' ? 0 : 1);
    });

async function readDetail(flags: SendFlags, io: CommandIo): Promise<object> {
  const { contact: contactId, type, occurrence, notBefore, priority } = flags;
  const { template, text, ...terms } = await readContent(flags, io);
  const fields = {
    version: '1',
    contactId,
    type,
    occurrence,
    notBefore,
    priority,
    ...terms,
    // A field that is named is meant, even without a value.
    ...(template === undefined ? { text } : { template }),
  };
  const parsed = parseInput(notificationRequestedSchema, fields);
  if (parsed.kind === 'invalid') throw new UsageError(parsed.problems.map(problemText).join('\n'));
  return fields;
}
