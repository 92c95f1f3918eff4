import { createDynamoDbSessionRegistry } from '../adapters/dynamodb-session-registry';
import type { SessionRegistry } from '../domain/ports';
import { openTable } from './runtime';

interface UpkeepEnvironment {
  readonly SESSIONS_TABLE_NAME: string;
  readonly SESSION_RETENTION_DAYS: string;
  readonly SESSION_STALE_HOURS: string;
}

const MS_PER_HOUR = 3_600_000;

/** How long a live session may be silent. */
export const staleAfterMs = (environment: UpkeepEnvironment): number =>
  Number(environment.SESSION_STALE_HOURS) * MS_PER_HOUR;

/** The registry for those who write it. */
export const openSessionRegistry = (environment: UpkeepEnvironment): SessionRegistry =>
  createDynamoDbSessionRegistry(openTable(environment.SESSIONS_TABLE_NAME), {
    retentionDays: Number(environment.SESSION_RETENTION_DAYS),
    staleAfterMs: staleAfterMs(environment),
  });
