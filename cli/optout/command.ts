import { Command } from 'commander';
import { parseInput } from '../../lambda/contract/problems';
import {
  preferenceChangedSchema,
  RECIPIENT_PREFERENCE_CHANGED,
} from '../../lambda/contract/preference-events';
import type { CommandIo } from '../command-io';
import type { OpenDesk } from '../desk/desk';
import { openAwsDesk } from '../desk/aws-desk';
import { problemText } from '../problem-text';
import { readStackFlags, withStackFlags } from '../stack-flags';
import type { StackFlags } from '../stack-flags';
import { UsageError } from '../usage-error';

interface OptOutFlags extends StackFlags {
  readonly undo?: true;
}

const HELP = `
A message that is being sent at this very moment may still arrive; none that begins later does.

Examples:
  npx proactive optout <externalContactId> --stack ProactiveMessaging-prod
  npx proactive optout <externalContactId> --undo     the contact has agreed (again)`;

/** `proactive optout`: the contact wants no more messages. */
export const optOutCommand = (io: CommandIo, openDesk: OpenDesk = openAwsDesk): Command =>
  withStackFlags(new Command('optout'))
    .description('notes that a contact wants no messages, or with --undo that they agree')
    .argument('<contact>', 'Genesys externalContactId')
    .option('--undo', 'the contact agrees')
    .addHelpText('after', HELP)
    .action(async (contactId: string, flags: OptOutFlags) => {
      const choice = readStackFlags(flags, io);
      const consent = flags.undo ? 'optedIn' : 'optedOut';
      const changedAt = new Date(io.nowMs()).toISOString();
      const detail = { version: '1', contactId, changedAt, consent };
      const parsed = parseInput(preferenceChangedSchema, detail);
      if (parsed.kind === 'invalid') {
        throw new UsageError(parsed.problems.map(problemText).join('\n'));
      }
      const desk = await openDesk(choice, io.environment);
      await desk.publish(RECIPIENT_PREFERENCE_CHANGED, detail);
      io.write(flags.json ? `${JSON.stringify({ consent, changedAt })}\n` : `told: ${consent}\n`);
    });
