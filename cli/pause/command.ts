import { Command } from 'commander';
import * as v from 'valibot';
import { notificationTypeSchema } from '../../lambda/contract/request-events';
import type { Pause } from '../../lambda/domain/guardrails';
import type { CommandIo } from '../command-io';
import type { OpenDesk } from '../desk/desk';
import { openAwsDesk } from '../desk/aws-desk';
import { readStackFlags, withStackFlags } from '../stack-flags';
import type { StackFlags } from '../stack-flags';
import { UsageError } from '../usage-error';

const HELP = `
A message whose write-ahead is written goes out; everything else is held, and goes on within five minutes of the end of the pause.

Examples:
  npx proactive pause --stack ProactiveMessaging-prod
  npx proactive pause delivery-delay promotion
  npx proactive resume delivery-delay
  npx proactive resume`;

/** `proactive pause`: stops sending, everything or single types. */
export const pauseCommand = (io: CommandIo, openDesk: OpenDesk = openAwsDesk): Command =>
  switchCommand('pause', io, openDesk).description('stops sending: everything, or these types');

/** `proactive resume`: goes on. */
export const resumeCommand = (io: CommandIo, openDesk: OpenDesk = openAwsDesk): Command =>
  switchCommand('resume', io, openDesk).description('goes on sending: everything, or these types');

const switchCommand = (verb: 'pause' | 'resume', io: CommandIo, openDesk: OpenDesk): Command =>
  withStackFlags(new Command(verb))
    .argument('[types...]', 'kinds of notification (default: everything)')
    .addHelpText('after', HELP)
    .action(async (types: readonly string[], flags: StackFlags) => {
      const choice = readStackFlags(flags, io);
      const wrong = types.filter((type) => !isType(type));
      if (wrong.length > 0) throw new UsageError(`no type of notification: ${wrong.join(', ')}`);
      const { pauses } = await openDesk(choice, io.environment);
      await pauses[verb](types);
      const pause = await pauses.fetchPause();
      io.write(flags.json ? `${JSON.stringify(pause)}\n` : `${pauseText(pause)}\n`);
    });

const isType = (word: string): boolean => v.is(notificationTypeSchema, word);

function pauseText({ everything, types }: Pause): string {
  if (everything) return 'everything is paused';
  return types.length === 0 ? 'nothing is paused' : `paused: ${types.join(', ')}`;
}
