import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import * as v from 'valibot';
import type { LoadSessionEnvironment, SendEnvironment } from '../../lambda/contract/environment';
import { stepOutputSchema } from '../../lambda/contract/workflow';
import type { StepOutput } from '../../lambda/contract/workflow';
import type { Limits } from '../../lambda/contract/limits';
import { TEMPLATES_FILE } from '../../lambda/contract/message-templates';
import { BUNDLING, writeBundle } from '../../lib/lambda-bundle';
import type { HandlerName } from '../../lib/lambda-bundle';
import type { Emulator } from '../../local/cloud/emulator';
import type { Genesys } from '../counted/genesys';
import type { StackTables } from '../stack/stack-tables';
import type { BundledFunction } from './function-environment';

/** What contestants have to know of the arena. */
export interface Places {
  readonly emulator: Emulator;
  readonly genesys: Genesys;
  readonly tables: StackTables & {
    readonly rivalSessions: string;
    readonly rivalIdempotency: string;
  };
  /** For those who don't fetch one themselves. */
  readonly accessToken: string;
  readonly oauthSecret: string;
  readonly pepperSecret: string;
  readonly requestsPerMinute: number;
  readonly limits: Limits;
}

/** File of the rival in `bench/rivals`. */
type RivalKey = 'idiomatic' | 'sdk-only' | 'one-post';

/** Somebody who can deliver a notification. */
export interface Contestant {
  readonly key: 'ours' | RivalKey;
  readonly name: string;
  readonly isOurs: boolean;
  /** Run one after the other, each with what the one before it returned. */
  readonly functions: readonly BundledFunction[];
  /** What the first is invoked with. */
  readonly toInput: (event: object) => object;
  /** Whether there is something for the next function to do. */
  readonly goesOn: (output: unknown) => boolean;
  /** Whether it looks at the conversation first, and keeps a second delivery from happening. */
  readonly isGuarded: boolean;
}

/** What the workflow's choices go on with, as far as this contest goes. */
const GOES_ON = new Set<StepOutput['kind']>(['ready', 'existing']);

/** Bundles all of them into a folder, with the same flags. */
export function bundleContestants(places: Places, folder: string): Contestant[] {
  const rival = (key: RivalKey, name: string, isGuarded = true): Contestant => {
    const { file, bytes } = bundle(join(__dirname, '..', 'rivals', `${key}.ts`), folder);
    const variables = rivalVariables(places);
    return {
      key,
      name,
      isOurs: false,
      functions: [{ name: key, file, bytes, variables }],
      toInput: (event) => event,
      goesOn: () => false,
      isGuarded,
    };
  };
  const ours = (name: HandlerName): BundledFunction => {
    const own = join(folder, name);
    mkdirSync(own);
    writeFileSync(join(own, TEMPLATES_FILE), '{}');
    const bytes = writeBundle(name, own);
    return { name, file: join(own, 'index.js'), bytes, variables: ourVariables(places) };
  };
  let executions = 0;
  return [
    {
      key: 'ours',
      name: 'ours: three functions',
      isOurs: true,
      functions: [ours('load-session'), ours('preflight-conversation'), ours('post-message')],
      toInput: (event) => {
        executions += 1;
        return { executionName: `execution-${executions}`, event };
      },
      goesOn: (output) => GOES_ON.has(v.parse(stepOutputSchema, output).kind),
      isGuarded: true,
    },
    rival('idiomatic', 'idiomatic: document client, Genesys SDK, Powertools, zod'),
    rival('sdk-only', 'document client, Genesys over node:http'),
    rival('one-post', 'floor: one POST, unguarded', false),
  ];
}

/** The program that plays a function's environment, without a compiler in it. */
export const bundleProgram = (folder: string): string =>
  bundle(join(__dirname, 'function-process.ts'), folder).file;

function bundle(entry: string, outdir: string) {
  const { outputFiles } = buildSync({ entryPoints: [entry], outdir, write: false, ...BUNDLING });
  const [output] = outputFiles;
  if (output === undefined) throw new Error(`esbuild made no bundle of ${entry}`);
  writeFileSync(output.path, output.contents);
  return { file: output.path, bytes: output.contents.byteLength };
}

const awsVariables = ({ emulator: { endpoint, region, credentials } }: Places) => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
});

const rivalVariables = (places: Places) => ({
  ...awsVariables(places),
  SESSIONS_TABLE_NAME: places.tables.rivalSessions,
  IDEMPOTENCY_TABLE_NAME: places.tables.rivalIdempotency,
  GENESYS_API_URL: places.genesys.api,
  GENESYS_ACCESS_TOKEN: places.accessToken,
  GENESYS_DEPLOYMENT_ID: places.genesys.deploymentId,
});

/** As the stack sets them. */
const ourVariables = (places: Places) => ({
  ...awsVariables(places),
  ...({
    LEDGER_TABLE_NAME: places.tables.ledger,
    SESSIONS_TABLE_NAME: places.tables.sessions,
    METRICS_NAMESPACE: 'bench',
    LIMITS: JSON.stringify(places.limits),
    KEY_PEPPER_SECRET_ARN: places.pepperSecret,
    OAUTH_CLIENT_SECRET_ARN: places.oauthSecret,
    DEFAULT_DEPLOYMENT_ID: places.genesys.deploymentId,
    UNKNOWN_CONTACT: 'startNew',
    PARK_DAYS: '7',
    DEFAULT_TIME_ZONE: 'Europe/Zurich',
    GENESYS_API_URL: places.genesys.api,
    GENESYS_LOGIN_URL: places.genesys.login,
    GENESYS_DIALECT: 'platform',
    GENESYS_REQUESTS_PER_MINUTE: String(places.requestsPerMinute),
    AUDIENCE: 'everybody',
    GUEST_CONTACT_IDS: '',
    STILL_TRUE: '{}',
  } satisfies LoadSessionEnvironment & SendEnvironment),
});
