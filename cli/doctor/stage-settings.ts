import * as v from 'valibot';
import {
  callEnvironment,
  loadSessionEnvironment,
  sendEnvironment,
} from '../../lambda/contract/environment';
import { parseInput } from '../../lambda/contract/problems';
import type { FunctionState } from './aws-view';

/** What the doctor has to know of a stage to ask Genesys in its place. */
export interface StageSettings {
  readonly apiUrl: string;
  readonly loginUrl: string;
  readonly dialect: 'platform' | 'thread';
  /** Web deployment of the stage; empty when the sessions have to name theirs. */
  readonly deploymentId: string;
  /** What the stage believes until Genesys says how many it allows. */
  readonly requestsPerMinute: number;
}

/** Only what is used here: a stack of another version can be looked at as well. */
const variablesSchema = v.object({
  ...v.pick(loadSessionEnvironment, ['KEY_PEPPER_SECRET_ARN', 'DEFAULT_DEPLOYMENT_ID']).entries,
  ...v.pick(loadSessionEnvironment, ['LEDGER_TABLE_NAME', 'SESSIONS_TABLE_NAME']).entries,
  ...callEnvironment.entries,
  ...v.pick(sendEnvironment, ['AUDIENCE']).entries,
});
export type StageVariables = v.InferOutput<typeof variablesSchema>;

export type ReadVariables =
  | { readonly kind: 'valid'; readonly variables: StageVariables }
  /** Names of the variables that are missing or cannot be read. */
  | { readonly kind: 'invalid'; readonly names: readonly string[] };

/** The settings with which the deployed functions run, all of theirs together: they share one set of names. */
export function readVariables(functions: readonly FunctionState[]): ReadVariables {
  const ours = functions.map(({ variables }) => variables).filter(isOurs);
  const parsed = parseInput(variablesSchema, Object.assign({}, ...ours));
  return parsed.kind === 'valid'
    ? { kind: 'valid', variables: parsed.value }
    : { kind: 'invalid', names: parsed.problems.map(({ path }) => path) };
}

/** A stack may hold functions that are none of ours, with variables of the same names. */
const isOurs = (variables: FunctionState['variables']): boolean => 'METRICS_NAMESPACE' in variables;

export const toStageSettings = (variables: StageVariables): StageSettings => ({
  apiUrl: variables.GENESYS_API_URL,
  loginUrl: variables.GENESYS_LOGIN_URL,
  dialect: variables.GENESYS_DIALECT,
  deploymentId: variables.DEFAULT_DEPLOYMENT_ID,
  requestsPerMinute: Number(variables.GENESYS_REQUESTS_PER_MINUTE),
});
