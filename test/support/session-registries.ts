import { createDynamoDbSessionFinder } from '../../lambda/adapters/dynamodb-session-finder';
import { createDynamoDbSessionRegistry } from '../../lambda/adapters/dynamodb-session-registry';
import type { SessionFinder, SessionRegistry } from '../../lambda/domain/ports';
import type { ContactFamilies } from '../../lambda/domain/ports-contacts';
import type { Emulator } from '../../local/cloud/emulator';
import { openSessionsTable } from './emulated-tables';
import { createInMemorySessions } from './in-memory-sessions';

export type Sessions = SessionFinder & SessionRegistry & ContactFamilies;

/** A registry under test: the twin, and the real one over a table of its own. */
export interface SessionsUnderTest {
  readonly where: string;
  readonly open: (emulator: Emulator) => Promise<Sessions>;
}

export const SETTINGS = { retentionDays: 30, staleAfterMs: 1000 };

export const inMemory: SessionsUnderTest = {
  where: 'in memory',
  open: async () => Promise.resolve(createInMemorySessions()),
};

export const inDynamoDb: SessionsUnderTest = {
  where: 'in DynamoDB',
  open: async (emulator) => {
    const table = await openSessionsTable(emulator);
    return {
      ...createDynamoDbSessionFinder(table),
      ...createDynamoDbSessionRegistry(table, SETTINGS),
    };
  },
};
