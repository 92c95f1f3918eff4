import { Command } from 'commander';
import { CommandError } from '../command-error';
import type { CommandIo } from '../command-io';
import type { Desk, OpenDesk } from '../desk/desk';
import { openAwsDesk } from '../desk/aws-desk';
import { fetchKnown, isKey } from '../notification-key';
import { notificationTable } from '../notification-table';
import { timelineText, viewOf } from '../notification-timeline';
import type { NotificationView } from '../notification-timeline';
import { readStackFlags, withStackFlags } from '../stack-flags';
import type { StackFlags } from '../stack-flags';
import { wholeNumber } from '../whole-number';

interface StatusFlags extends StackFlags {
  readonly type: string;
  readonly occurrence?: string;
  readonly limit: number;
}

const HELP = `
Of a key, and of a contact with an occurrence, the whole decision record; of a contact or a conversation the newest
notifications, one line each. A conversation stands for its contact.

Examples:
  npx proactive status EC3HKC6MTC3P32QANG2RQJ7EDCDHORGLQTGFP6U3I54HAUO4YQVA --stack ProactiveMessaging-prod
  npx proactive status <externalContactId> --occurrence order-4711-delayed --type delivery-delay
  npx proactive status <conversationId> --json`;

/** `proactive status <what>`: what became of it, and why. */
export const statusCommand = (io: CommandIo, openDesk: OpenDesk = openAwsDesk): Command =>
  withStackFlags(new Command('status'))
    .description('says what became of a notification, decision by decision')
    .argument('<what>', 'key of a notification, contact, or conversation')
    .option('--occurrence <id>', 'of a contact: this one notification')
    .option('--type <type>', 'its kind', 'default')
    .option('--limit <number>', 'of a contact: how many', wholeNumber, 20)
    .addHelpText('after', HELP)
    .action(async (what: string, flags: StatusFlags) => {
      const desk = await openDesk(readStackFlags(flags, io), io.environment);
      const key = await keyOf(desk, what, flags);
      if (key !== undefined) {
        const view = viewOf(await fetchKnown(desk, key));
        io.write(flags.json ? `${JSON.stringify(view)}\n` : `${timelineText(view)}\n`);
        return;
      }
      const found = await findOfContact(desk, what, flags.limit);
      io.write(flags.json ? `${JSON.stringify(found)}\n` : `${contactText(found)}\n`);
    });

async function keyOf(
  { names }: Desk,
  what: string,
  { occurrence, type }: StatusFlags,
): Promise<string | undefined> {
  if (occurrence === undefined) return isKey(what) ? what : undefined;
  return names.notificationKeyOf({ contactId: what, type, occurrence });
}

interface ContactStatus {
  readonly recipientRef: string;
  readonly consent: string;
  readonly notifications: readonly NotificationView[];
}

async function findOfContact(desk: Desk, what: string, limit: number): Promise<ContactStatus> {
  const [session] = await desk.sessions.findByConversation(what);
  const contactId = session?.contactId ?? what;
  const recipientRef = await desk.names.recipientRefOf(contactId);
  const keys = await desk.archive.findByRecipient(recipientRef, limit);
  const { consent } = await desk.ledger.fetchRecipient(recipientRef);
  if (keys.length === 0 && session === undefined && consent === undefined) {
    throw new CommandError(
      'NOTHING_KNOWN',
      `"${what}" is no key, no conversation in the registry, and no contact with a notification.`,
      'Check the id and --stack; a contact is the Genesys externalContactId.',
    );
  }
  const known = await Promise.all(keys.map((key) => desk.ledger.fetchNotification(key)));
  return {
    recipientRef,
    consent: consent ?? 'unknown',
    notifications: known.flatMap((each) => (each === undefined ? [] : [viewOf(each)])),
  };
}

function contactText({ consent, notifications }: ContactStatus): string {
  const first = `consent: ${consent}`;
  return notifications.length === 0
    ? `${first}\nno notifications`
    : `${first}\n${notificationTable(notifications)}`;
}
