import { Command } from 'commander';
import * as v from 'valibot';
import { contactIdSchema } from '../../lambda/contract/request-events';
import type { CommandIo } from '../command-io';
import type { OpenDesk } from '../desk/desk';
import { openAwsDesk } from '../desk/aws-desk';
import { readStackFlags, withStackFlags } from '../stack-flags';
import type { StackFlags } from '../stack-flags';
import { UsageError } from '../usage-error';
import { eraseContact } from './erase-contact';
import type { EraseReceipt } from './erase-contact';

interface EraseFlags extends StackFlags {
  readonly yes?: true;
}

const HELP = `
Cancels what is under way, removes texts, addresses, sessions and schedules of the contact and of those that were merged into it,
and leaves a tombstone: a keyed hash with an opt-out, so that nobody who was erased is written to. Outcomes stay, without what
they were about. Without --yes it says what it would do. The receipt names nobody.

Examples:
  npx proactive erase <externalContactId> --stack ProactiveMessaging-prod
  npx proactive erase <externalContactId> --yes --json > receipt.json

Exit code: 0 when everything is erased, 1 when something is still under way (erase again later).`;

/** `proactive erase <contact>`: forgets a contact, and proves it. */
export const eraseCommand = (io: CommandIo, openDesk: OpenDesk = openAwsDesk): Command =>
  withStackFlags(new Command('erase'))
    .description('forgets a contact and prints a receipt')
    .argument('<contact>', 'Genesys externalContactId')
    .option('--yes', 'do it')
    .addHelpText('after', HELP)
    .action(async (contactId: string, flags: EraseFlags) => {
      const choice = readStackFlags(flags, io);
      if (!v.is(contactIdSchema, contactId)) {
        throw new UsageError('<contact> is no id of a contact');
      }
      const desk = await openDesk(choice, io.environment);
      if (!flags.yes) {
        const contacts = await desk.eraser.findContacts(contactId);
        const refs = await Promise.all(contacts.map((each) => desk.names.recipientRefOf(each)));
        const keys = await Promise.all(
          refs.map((ref) => desk.archive.findByRecipient(ref, MAX_COUNTED)),
        );
        const notifications = keys.flat().length;
        io.write(
          flags.json
            ? `${JSON.stringify({ contacts: contacts.length, notifications })}\n`
            : `would erase ${contacts.length} contact(s) with ${notifications} notification(s), their sessions and schedules. Nothing was written: add --yes to do it.\n`,
        );
        return;
      }
      const receipt = await eraseContact(desk, contactId, {
        step: () => {
          if (process.stderr.isTTY) io.complain('.');
        },
      });
      io.write(flags.json ? `${JSON.stringify(receipt)}\n` : `${receiptText(receipt)}\n`);
      io.exit(receipt.isComplete ? 0 : 1);
    });

const MAX_COUNTED = 1_000;

const receiptText = (receipt: EraseReceipt): string =>
  `${JSON.stringify(receipt, undefined, 2)}\n${
    receipt.isComplete
      ? 'Erased.'
      : 'Not complete: a message is still being sent or settled. Nothing new is sent; erase again in some minutes.'
  }`;
