import { createDynamoDbSessionFinder } from '../../lambda/adapters/dynamodb-session-finder';
import { createDynamoDbSessionRegistry } from '../../lambda/adapters/dynamodb-session-registry';
import type { DynamoDbTable } from '../../lambda/adapters/dynamodb-table';
import type { SessionFinder, SessionRegistry } from '../../lambda/domain/ports';
import type { ContactFamilies } from '../../lambda/domain/ports-contacts';
import { openSessionsTable, SESSIONS } from './emulated-tables';
import { createInMemorySessions } from './in-memory-sessions';
import { openMemoryTable } from './memory-tables';
import type { EmulatorAddress } from './shared-emulator';

export type Sessions = SessionFinder & SessionRegistry & ContactFamilies;

/** A registry under test: the twin, and the real one over a table of its own. */
export interface SessionsUnderTest {
  readonly where: string;
  readonly open: (emulator: EmulatorAddress) => Promise<Sessions>;
}

export const SETTINGS = { retentionDays: 30, staleAfterMs: 1000 };

export const inMemory: SessionsUnderTest = {
  where: 'in memory',
  open: async () => Promise.resolve(createInMemorySessions()),
};

const overTable = (table: DynamoDbTable): Sessions => ({
  ...createDynamoDbSessionFinder(table),
  ...createDynamoDbSessionRegistry(table, SETTINGS),
});

export const inDynamoDb: SessionsUnderTest = {
  where: 'in DynamoDB',
  open: async (emulator) => overTable(await openSessionsTable(emulator)),
};

/** Over the tables by which the bench looks at sizes that no emulator holds. */
export const inBenchMemory: SessionsUnderTest = {
  where: "in the bench's memory",
  open: async () => overTable(openMemoryTable(SESSIONS).table),
};
