import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAwsJsonClient } from '../../lambda/adapters/aws-json-client';
import { createDueNotifications } from '../../lambda/adapters/dynamodb-due-notifications';
import { createDynamoDbLedger } from '../../lambda/adapters/dynamodb-ledger';
import { createDynamoDbSessionRegistry } from '../../lambda/adapters/dynamodb-session-registry';
import { createHttpSender } from '../../lambda/adapters/http-exchange';
import { BY_DUE_INDEX } from '../../lambda/contract/ledger-table';
import { BY_CONTACT_INDEX, BY_WEBCHAT_SESSION_INDEX } from '../../lambda/contract/sessions-table';
import { NEXT_LOOK_MS } from '../../lambda/contract/timeouts';
import { sweep } from '../../lambda/steps/sweep';
import type { Emulator } from '../../local/cloud/emulator';
import { startSimulator } from '../../local/genesys/simulator';
import { createOperator } from './operator';
import type { WorkerBundle } from './worker-bundle';
import type { WorkerConfig } from './worker-config';
import { roomy } from '../support/no-limit';
import { openTable } from './worker-deps';
import { startWorker } from './worker-process';

/** The sweeper comes every minute; a little more than a minute after a row is due it has been there. */
const SWEEP_MS = NEXT_LOOK_MS + 61_000;

const hash = (AttributeName: string) => ({ AttributeName, KeyType: 'HASH' });
const range = (AttributeName: string) => ({ AttributeName, KeyType: 'RANGE' });
const attribute = (AttributeName: string, AttributeType = 'S') => ({
  AttributeName,
  AttributeType,
});
const index = (IndexName: string, ...KeySchema: object[]) => ({
  IndexName,
  KeySchema,
  Projection: { ProjectionType: 'ALL' },
});

const LEDGER = {
  KeySchema: [hash('pk')],
  AttributeDefinitions: [attribute('pk'), attribute('duePartition'), attribute('dueAtMs', 'N')],
  GlobalSecondaryIndexes: [index(BY_DUE_INDEX, hash('duePartition'), range('dueAtMs'))],
};
const SESSIONS = {
  KeySchema: [hash('conversationId')],
  AttributeDefinitions: [
    attribute('conversationId'),
    attribute('contactId'),
    attribute('webchatSessionId'),
    attribute('startedAtMs', 'N'),
  ],
  GlobalSecondaryIndexes: [
    index(BY_CONTACT_INDEX, hash('contactId'), range('startedAtMs')),
    index(BY_WEBCHAT_SESSION_INDEX, hash('webchatSessionId')),
  ],
};

/** What survives every kill: the tables, the org and the time. One notification after the other is played in it. */
export async function openLane(
  emulator: Emulator,
  bundle: WorkerBundle,
  { name, forgetsWriteAhead }: { name: string; forgetsWriteAhead?: boolean },
) {
  const aws = {
    AWS_ENDPOINT_URL: emulator.endpoint,
    AWS_REGION: emulator.region,
    AWS_ACCESS_KEY_ID: emulator.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: emulator.credentials.secretAccessKey,
  };
  const dynamoDb = createAwsJsonClient({
    service: 'dynamodb',
    send: createHttpSender({ deadlineMs: 5_000, nowMs: Date.now }),
    environment: aws,
    sleep: (ms) => sleep(ms),
  });
  const createTable = async (TableName: string, shape: object): Promise<string> => {
    await dynamoDb('CreateTable', { TableName, BillingMode: 'PAY_PER_REQUEST', ...shape });
    return TableName;
  };
  const [ledgerTable, sessionsTable, simulator] = await Promise.all([
    createTable(`ledger-${randomUUID()}`, LEDGER),
    createTable(`sessions-${randomUUID()}`, SESSIONS),
    startSimulator({ seed: name, settings: { requestsPerMinute: 1_000_000 } }),
  ]);
  const operator = createOperator(simulator);
  let clockOffsetMs = 0;
  let workers = 0;
  const nowMs = () => Date.now() + clockOffsetMs;
  const table = openTable({ aws }, ledgerTable);
  const { api, login, clientId, clientSecret, deploymentId } = simulator;

  return {
    operator,
    deploymentId,
    nowMs,
    ledger: createDynamoDbLedger(table, nowMs),
    registry: createDynamoDbSessionRegistry(openTable({ aws }, sessionsTable), {
      retentionDays: 90,
      staleAfterMs: 86_400_000,
    }),
    start: (own: Pick<WorkerConfig, 'start' | 'dialect' | 'kill'>) => {
      workers += 1;
      return startWorker(bundle.file, {
        aws,
        ledgerTable,
        sessionsTable,
        genesys: { api, login, secret: JSON.stringify({ clientId, clientSecret }) },
        defaultDeploymentId: deploymentId,
        forgetsWriteAhead,
        clockOffsetMs,
        executionName: `${name}-execution-${workers}`,
        journal: join(bundle.folder, `${name}-${workers}.journal`),
        ...own,
      });
    },
    /** Lets so much time pass that leases, settle windows and looks are over, and has the sweeper look. */
    sweepLater: async (): Promise<string[]> => {
      clockOffsetMs += SWEEP_MS;
      await operator.advanceClock(SWEEP_MS);
      const started: string[] = [];
      const startAttempt = async (key: string) => void started.push(key);
      await sweep({
        due: createDueNotifications(table),
        workflow: { startAttempt },
        budget: roomy,
        clock: { nowMs },
        sleep: async () => undefined,
      })();
      return started;
    },
    close: () => simulator.close(),
  };
}

export type Lane = Awaited<ReturnType<typeof openLane>>;
