import { Command } from 'commander';
import { cancelCommand } from './cancel/command';
import type { CommandIo } from './command-io';
import { doctorCommand } from './doctor/command';
import { eraseCommand } from './erase/command';
import { listCommand } from './list/command';
import { optOutCommand } from './optout/command';
import { pauseCommand, resumeCommand } from './pause/command';
import { planCommand } from './plan/command';
import { redriveCommand } from './redrive/command';
import { scheduleCommand } from './schedule/command';
import { sendCommand } from './send/command';
import { sessionCommand } from './session/command';
import { statusCommand } from './status/command';

const HELP = `
Every command takes --stack <name> (or PROACTIVE_STACK), --region, --endpoint <url> (or AWS_ENDPOINT_URL), --json and --debug.

Examples:
  export PROACTIVE_STACK=ProactiveMessaging-prod
  npx proactive status <key, contact or conversation>
  npx proactive list --outcome parked
  npx proactive send --contact <externalContactId> --occurrence order-4711-delayed --text-file text.txt --wait
  npx proactive list --outcome held --stack ProactiveMessaging-laptop --endpoint http://localhost:4566

Exit codes: 0 done, 1 not done, 2 misunderstood (nothing was written).
Completion: source <(npx proactive complete zsh)      or bash, fish, powershell`;

/** The operator's program: every command, in the order in which they are asked for. */
export const proactiveCommand = (io: CommandIo): Command => {
  const program = new Command('proactive')
    .description('Proactive messages in Genesys Cloud: send, look, mend')
    .addHelpText('after', HELP);
  const commands = [
    statusCommand,
    listCommand,
    sendCommand,
    scheduleCommand,
    cancelCommand,
    redriveCommand,
    planCommand,
    doctorCommand,
    pauseCommand,
    resumeCommand,
    optOutCommand,
    sessionCommand,
    eraseCommand,
  ];
  for (const commandFor of commands) program.addCommand(commandFor(io));
  return program;
};
