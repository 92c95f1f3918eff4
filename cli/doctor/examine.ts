import * as v from 'valibot';
import { findPlace } from '../aws/place';
import { CommandError } from '../command-error';
import type { CommandIo } from '../command-io';
import { createAwsView } from './aws/create-aws-view';
import type { AwsView } from './aws-view';
import type { Verdict } from './check';
import { allChecks, genesysChecks } from './checks';
import { createGenesysView } from './genesys-view';
import { once } from './once';
import type { GenesysPorts, StackPorts } from './ports';
import { runChecks } from './run-checks';
import { readVariables, toStageSettings } from './stage-settings';
import type { StageSettings, StageVariables } from './stage-settings';

export interface DoctorOptions {
  readonly stack?: string;
  readonly region?: string;
  readonly endpoint?: string;
  /** File with an OAuth client, or `-`. */
  readonly client?: string;
  readonly genesysUrl?: string;
  readonly loginUrl?: string;
  readonly deployment?: string;
}

/** Long enough for three tries of an AWS client; a check that takes longer tells more by saying so. */
const CHECK_LIMIT_MS = 15_000;

/** Runs every check that these options allow to ask. */
export async function examine(
  io: CommandIo,
  options: DoctorOptions,
  onVerdict: (verdict: Verdict) => void,
): Promise<readonly Verdict[]> {
  const run = { limitMs: CHECK_LIMIT_MS, onVerdict };
  if (options.stack === undefined) {
    return await runChecks(genesysChecks, await openClient(io, options), run);
  }
  const aws = createAwsView({
    findPlace: () => findPlace(options, io.environment),
    stack: options.stack,
    nowMs: io.nowMs,
  });
  return await runChecks(allChecks, openStack(aws, io.nowMs), run);
}

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

const clientFileSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    clientId: v.pipe(v.string(), v.minLength(1)),
    clientSecret: v.pipe(v.string(), v.minLength(1)),
    /** The simulator says where one can write from. */
    deploymentId: v.optional(v.string()),
  }),
);

/** Without a stack: an OAuth client from a file, and Genesys where the options say. */
async function openClient(io: CommandIo, options: DoctorOptions): Promise<GenesysPorts> {
  const { client = '-', genesysUrl = '', loginUrl = genesysUrl, deployment } = options;
  const text = await io.readText(client);
  const file = v.safeParse(clientFileSchema, text);
  if (!file.success) {
    throw new CommandError(
      'CLIENT_UNREADABLE',
      `${client} holds no OAuth client.`,
      'Write {"clientId":"…","clientSecret":"…"} into it.',
    );
  }
  const stage = async (): Promise<StageSettings> => ({
    apiUrl: genesysUrl,
    loginUrl,
    dialect: 'platform',
    deploymentId: deployment ?? file.output.deploymentId ?? '',
    requestsPerMinute: 1,
  });
  return {
    nowMs: io.nowMs,
    stage,
    genesys: createGenesysView({ stage, readSecret: async () => text, nowMs: io.nowMs }),
    knownConversation: async () => undefined,
    functionsAheadMs: async () => undefined,
  };
}
