import { createDynamoDbSessionRegistry } from '../adapters/dynamodb-session-registry';
import { logToStdout } from '../adapters/logger';
import { ingestEventsEnvironment } from '../contract/environment';
import { parseOwn } from '../contract/unreadable-data-error';
import { ingestEvents } from '../steps/ingest-events';
import { openTable } from './runtime';

const environment = parseOwn(ingestEventsEnvironment, process.env, 'the environment');

export const handler = ingestEvents({
  sessions: createDynamoDbSessionRegistry(
    openTable(environment.SESSIONS_TABLE_NAME),
    Number(environment.SESSION_RETENTION_DAYS),
  ),
  log: logToStdout,
});
