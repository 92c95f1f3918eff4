import { CommandError } from '../command-error';
import type { AwsView } from './aws-view';
import { createGenesysView } from './genesys-view';
import { once } from './once';
import type { StackPorts } from './ports';
import { readVariables, toStageSettings } from './stage-settings';
import type { StageSettings, StageVariables } from './stage-settings';

/** Ports of a deployed stack: everything else is read from its functions. */
export function openStack(aws: AwsView, nowMs: () => number): StackPorts {
  const variables = once(async (): Promise<StageVariables> => {
    const read = readVariables(await aws.readFunctions());
    if (read.kind === 'valid') return read.variables;
    throw new CommandError(
      'SETTINGS_UNREADABLE',
      `no function has a usable ${read.names.join(', ')}.`,
      'Deploy this version of the stack.',
    );
  });
  const stage = async (): Promise<StageSettings> => toStageSettings(await variables());
  const readSecret = async (): Promise<string> =>
    aws.readSecret((await variables()).OAUTH_CLIENT_SECRET_ARN);
  return {
    aws,
    nowMs,
    variables,
    stage,
    genesys: createGenesysView({ stage, readSecret, nowMs }),
    knownConversation: async () => {
      const { SESSIONS_TABLE_NAME } = await variables();
      return (await aws.readLiveSession(SESSIONS_TABLE_NAME))?.conversationId;
    },
    functionsAheadMs: async () => (await aws.identify()).aheadMs,
  };
}
