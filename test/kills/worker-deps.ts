import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAwsJsonClient } from '../../lambda/adapters/aws-json-client';
import { createDynamoDbKillSwitch } from '../../lambda/adapters/dynamodb-kill-switch';
import { createDynamoDbApiBudget } from '../../lambda/adapters/dynamodb-api-budget';
import { createDynamoDbLedger } from '../../lambda/adapters/dynamodb-ledger';
import { createDynamoDbSessionFinder } from '../../lambda/adapters/dynamodb-session-finder';
import { createDynamoDbTable } from '../../lambda/adapters/dynamodb-table';
import { createGenesysCaller } from '../../lambda/adapters/genesys-caller';
import { createGenesysPacer } from '../../lambda/adapters/genesys-pacer';
import { createHttpSender } from '../../lambda/adapters/http-exchange';
import type { HttpRequest } from '../../lambda/adapters/http-exchange';
import { createKeyedIdentity } from '../../lambda/adapters/keyed-identity';
import { createTokenRequester } from '../../lambda/adapters/oauth-token';
import { createPlatformConversationApi } from '../../lambda/adapters/platform-conversation-api';
import { createSharedTokenSource } from '../../lambda/adapters/shared-token';
import { createThreadConversationApi } from '../../lambda/adapters/thread-conversation-api';
import { SENDER_TIMEOUT_SECONDS } from '../../lambda/contract/timeouts';
import type { ConversationApi } from '../../lambda/domain/ports';
import { NO_CONDITIONS } from '../support/conditions';
import { NO_LIMITS } from '../support/limits';
import type { KillPoints } from './kill-points';
import type { WorkerConfig } from './worker-config';

const AWS_DEADLINE_MS = 3_000;
const GENESYS_DEADLINE_MS = 10_000;
/** Waits between looks are waited, only shorter. */
const WAIT_SCALE = 0.04;
export const PEPPER = 'pepper-of-the-kills';

export const openTable = (config: Pick<WorkerConfig, 'aws'>, tableName: string) =>
  createDynamoDbTable(
    createAwsJsonClient({
      service: 'dynamodb',
      send: createHttpSender({ deadlineMs: AWS_DEADLINE_MS, nowMs: Date.now }),
      environment: config.aws,
      sleep: shorterSleep,
    }),
    tableName,
  );

const shorterSleep = (ms: number): Promise<void> => sleep(ms * WAIT_SCALE);

/** Puts together what the functions put together (lambda/handlers/runtime.ts), with a point before, in and after each call. */
export function openWorkerDeps(config: WorkerConfig, points: KillPoints) {
  const clock = { nowMs: () => Date.now() + config.clockOffsetMs };
  const ledgerTable = openTable(config, config.ledgerTable);
  const ledger = createDynamoDbLedger(ledgerTable, clock.nowMs);
  const forgetful = { ...ledger, writeAhead: () => Promise.resolve('sending' as const) };
  return {
    ledger: points.watch('ledger', config.forgetsWriteAhead === true ? forgetful : ledger),
    sessions: points.watch(
      'sessions',
      createDynamoDbSessionFinder(openTable(config, config.sessionsTable)),
    ),
    conversations: points.watch('conversations', openConversations(config, points, clock)),
    identity: { ...createKeyedIdentity(async () => PEPPER), newOwner: randomUUID },
    clock,
    sleep: shorterSleep,
    killSwitch: points.watch('killSwitch', createDynamoDbKillSwitch(ledgerTable)),
    audience: { kind: 'everybody' as const },
    conditions: NO_CONDITIONS,
    limits: NO_LIMITS,
    settings: {
      defaultDeploymentId: config.defaultDeploymentId,
      unknownContact: 'startNew' as const,
      patienceMs: 604_800_000,
      needsDeployment: config.dialect === 'platform',
    },
    templates: {},
    sendDeadlineMs: GENESYS_DEADLINE_MS,
    leaseMs: (SENDER_TIMEOUT_SECONDS + 10) * 1000,
  };
}

function openConversations(
  config: WorkerConfig,
  points: KillPoints,
  clock: { nowMs: () => number },
): ConversationApi {
  const { api, login, secret } = config.genesys;
  const labelOf = ({ method, url }: HttpRequest): string =>
    url.startsWith(`${login}/oauth/`) ? 'http.login' : `http.${method}`;
  const send = points.watchCall(
    labelOf,
    createHttpSender({ deadlineMs: GENESYS_DEADLINE_MS, nowMs: Date.now }),
  );
  const budget = createDynamoDbApiBudget({
    table: points.watch('budget', openTable(config, config.ledgerTable)),
    client: 'kills',
    startPerMinute: 1_000_000,
    clock,
  });
  const pacer = createGenesysPacer({ budget, clock, sleep: shorterSleep });
  const tokens = createSharedTokenSource({
    table: points.watch('token', openTable(config, config.ledgerTable)),
    requestToken: createTokenRequester({
      loginUrl: login,
      readSecret: async () => secret,
      send,
      pacer,
      clock,
    }),
    clock,
    newOwner: randomUUID,
    sleep: shorterSleep,
  });
  const caller = createGenesysCaller({ apiUrl: api, tokens, send, pacer, maxWaitMs: 2_000 });
  return config.dialect === 'thread'
    ? createThreadConversationApi(caller)
    : createPlatformConversationApi(caller);
}

export type WorkerDeps = ReturnType<typeof openWorkerDeps>;
