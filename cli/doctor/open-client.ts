import * as v from 'valibot';
import { CommandError } from '../command-error';
import type { CommandIo } from '../command-io';
import { createGenesysView } from './genesys-view';
import type { GenesysPorts } from './ports';
import type { StageSettings } from './stage-settings';

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

export interface ClientOptions {
  /** File with an OAuth client, or `-`. */
  readonly client?: string;
  readonly genesysUrl?: string;
  readonly loginUrl?: string;
  readonly deployment?: string;
}

/** Without a stack: an OAuth client from a file, and Genesys where the options say. */
export async function openClient(
  io: Pick<CommandIo, 'readText' | 'nowMs'>,
  options: ClientOptions,
): Promise<GenesysPorts> {
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
