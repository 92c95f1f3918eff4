import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAwsJsonClient } from '../adapters/aws-json-client';
import { createDynamoDbKillSwitch } from '../adapters/dynamodb-kill-switch';
import { createDynamoDbApiBudget } from '../adapters/dynamodb-api-budget';
import { createDynamoDbLedger } from '../adapters/dynamodb-ledger';
import { createDynamoDbTable } from '../adapters/dynamodb-table';
import { createGenesysCaller } from '../adapters/genesys-caller';
import { createGenesysPacer } from '../adapters/genesys-pacer';
import { createHttpSender } from '../adapters/http-exchange';
import { createLogger } from '../adapters/logger';
import { createTokenRequester } from '../adapters/oauth-token';
import { createPlatformConversationApi } from '../adapters/platform-conversation-api';
import { createLambdaConditions } from '../adapters/lambda-conditions';
import { createSecretReader } from '../adapters/secret-reader';
import { createSharedTokenSource } from '../adapters/shared-token';
import { createThreadConversationApi } from '../adapters/thread-conversation-api';
import type { ConditionFunctions } from '../contract/conditions';
import type { ApiBudgetEnvironment, CallEnvironment } from '../contract/environment';
import { SENDER_TIMEOUT_SECONDS, CALL_RESERVE_MS } from '../contract/timeouts';
import type { Priority } from '../contract/priority';
import type { ApiBudget } from '../domain/budget-port';
import type { Clock, ConversationApi } from '../domain/ports';
import type { Conditions } from '../domain/ports-conditions';
import type { Telemetry } from '../domain/ports-telemetry';

/** One request to Genesys, answer included. Its own SDKs wait 16 s; ours leaves time to write the answer down. */
export const GENESYS_DEADLINE_MS = 10_000;
/** One request of a look for proof: two looks of two requests, one more, and a token, have to fit into one function's life. */
export const LIST_DEADLINE_MS = 2_000;
/** One request to AWS. Its answers take milliseconds; what takes longer is better asked again. */
const AWS_DEADLINE_MS = 3_000;

export const systemClock: Clock = { nowMs: () => Date.now() };

/** Waits, in real time. */
export const pause = (ms: number): Promise<void> => sleep(ms);

const aws = {
  environment: process.env,
  send: createHttpSender({ deadlineMs: AWS_DEADLINE_MS, nowMs: systemClock.nowMs }),
  sleep: pause,
};

/** A condition function is somebody else's; theirs to be quick, ours to go on. */
const CONDITION_DEADLINE_MS = 2_000;

/** The functions that say whether a message is still true. */
export const openConditions = (functions: ConditionFunctions): Conditions =>
  createLambdaConditions({
    functions,
    environment: process.env,
    send: createHttpSender({ deadlineMs: CONDITION_DEADLINE_MS, nowMs: systemClock.nowMs }),
  });

/** Logs, and metrics in them, by standard output. */
export const telemetry = (namespace: string): Telemetry => ({
  log: createLogger({
    namespace,
    // Lambda sets it anew for every invocation.
    traceHeader: () => process.env['_X_AMZN_TRACE_ID'],
    write: (line) => void process.stdout.write(line),
    nowMs: systemClock.nowMs,
  }),
});

export const callStepFunctions = createAwsJsonClient({ service: 'states', ...aws });

export const callSqs = createAwsJsonClient({ service: 'sqs', ...aws });

export const openTable = (tableName: string) =>
  createDynamoDbTable(createAwsJsonClient({ service: 'dynamodb', ...aws }), tableName);

export const openLedger = (tableName: string) =>
  createDynamoDbLedger(openTable(tableName), systemClock.nowMs);

export const openKillSwitch = (tableName: string) => createDynamoDbKillSwitch(openTable(tableName));

export const readSecret = (secretId: string): Promise<string> =>
  createSecretReader(createAwsJsonClient({ service: 'secretsmanager', ...aws }))(secretId);

/** The slot dispenser that all functions of the stack share. */
export const openBudget = (
  environment: ApiBudgetEnvironment & { LEDGER_TABLE_NAME: string },
): ApiBudget =>
  createDynamoDbApiBudget({
    table: openTable(environment.LEDGER_TABLE_NAME),
    client: environment.OAUTH_CLIENT_SECRET_ARN,
    startPerMinute: Number(environment.GENESYS_REQUESTS_PER_MINUTE),
    clock: systemClock,
  });

/** How long one request may take, and how long one that was not prepared may wait for its slot before that. */
interface Patience {
  readonly deadlineMs: number;
  readonly maxWaitMs: number;
  /** Of requests that were not prepared. */
  readonly lane: Priority;
}

const USUAL: Patience = {
  deadlineMs: GENESYS_DEADLINE_MS,
  maxWaitMs: SENDER_TIMEOUT_SECONDS * 1000 - CALL_RESERVE_MS,
  lane: 'single',
};

/** Puts together what a handler needs to speak to Genesys in the stage's dialect. */
export function openConversations(
  environment: CallEnvironment,
  { deadlineMs, maxWaitMs, lane }: Patience = USUAL,
): ConversationApi {
  const budget = openBudget(environment);
  const pacer = createGenesysPacer({ budget, clock: systemClock, sleep: pause });
  const send = createHttpSender({ deadlineMs, nowMs: systemClock.nowMs });
  const tokens = createSharedTokenSource({
    table: openTable(environment.LEDGER_TABLE_NAME),
    requestToken: createTokenRequester({
      loginUrl: environment.GENESYS_LOGIN_URL,
      readSecret: () => readSecret(environment.OAUTH_CLIENT_SECRET_ARN),
      send,
      pacer,
      clock: systemClock,
    }),
    clock: systemClock,
    newOwner: randomUUID,
    sleep: pause,
  });
  const caller = createGenesysCaller({
    apiUrl: environment.GENESYS_API_URL,
    tokens,
    send,
    pacer,
    maxWaitMs,
    lane,
  });
  return environment.GENESYS_DIALECT === 'thread'
    ? createThreadConversationApi(caller)
    : createPlatformConversationApi(caller);
}
