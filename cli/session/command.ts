import { Command } from 'commander';
import { parseInput } from '../../lambda/contract/problems';
import { SESSION_REGISTERED, sessionRegisteredSchema } from '../../lambda/contract/request-events';
import type { CommandIo } from '../command-io';
import type { OpenDesk } from '../desk/desk';
import { openAwsDesk } from '../desk/aws-desk';
import { problemText } from '../problem-text';
import { readStackFlags, withStackFlags } from '../stack-flags';
import type { StackFlags } from '../stack-flags';
import { UsageError } from '../usage-error';

interface SessionFlags extends StackFlags {
  readonly contact: string;
  readonly conversation?: string;
  readonly deployment?: string;
}

const HELP = `
Example:
  npx proactive session <webchatSessionId> --contact <externalContactId> --conversation <conversationId>`;

/** `proactive session`: tells the registry whose web session is whose. */
export const sessionCommand = (io: CommandIo, openDesk: OpenDesk = openAwsDesk): Command =>
  withStackFlags(new Command('session'))
    .description('tells whose web session is whose, where no event of Genesys does')
    .argument('<webchatSessionId>', 'the web session')
    .requiredOption('--contact <id>', 'Genesys externalContactId')
    .option('--conversation <id>', 'its conversation, if it is known')
    .option('--deployment <id>', 'the web deployment it began in')
    .addHelpText('after', HELP)
    .action(async (webchatSessionId: string, flags: SessionFlags) => {
      const choice = readStackFlags(flags, io);
      const { contact: contactId, conversation: conversationId, deployment: deploymentId } = flags;
      const detail = { version: '1', webchatSessionId, contactId, conversationId, deploymentId };
      const parsed = parseInput(sessionRegisteredSchema, detail);
      if (parsed.kind === 'invalid') {
        throw new UsageError(parsed.problems.map(problemText).join('\n'));
      }
      const desk = await openDesk(choice, io.environment);
      await desk.publish(SESSION_REGISTERED, detail);
      io.write(flags.json ? `${JSON.stringify({ result: 'registered' })}\n` : 'registered\n');
    });
