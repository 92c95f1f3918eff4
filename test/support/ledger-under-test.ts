import type { Ledger, RecipientPreferences } from '../../lambda/domain/ports';
import type { WaitingNotifications } from '../../lambda/domain/ports-waking';
import { createWaitingNotifications } from '../../lambda/adapters/dynamodb-waiting-notifications';
import { createDynamoDbLedger } from '../../lambda/adapters/dynamodb-ledger';
import type { DynamoDbTable } from '../../lambda/adapters/dynamodb-table';
import { createRecipientPreferences } from '../../lambda/adapters/dynamodb-recipient-preferences';
import { LEDGER, openLedgerTable } from './emulated-tables';
import { NOON_MS } from './fixed-clock';
import { createInMemoryLedger } from './in-memory-ledger';
import { openMemoryTable } from './memory-tables';
import type { EmulatorAddress } from './shared-emulator';

/** A ledger, and what changes a contact's consent behind its back. */
export interface LedgerUnderTest {
  readonly ledger: Ledger;
  readonly recipients: RecipientPreferences;
  readonly waiting: WaitingNotifications;
  readonly optOut: (recipientRef: string) => Promise<void>;
}

const underTest = (
  ledger: Ledger,
  recipients: RecipientPreferences,
  waiting: WaitingNotifications,
): LedgerUnderTest => ({
  ledger,
  recipients,
  waiting,
  optOut: async (recipientRef) => {
    await recipients.changePreference({ recipientRef, consent: 'optedOut', atMs: NOON_MS });
  },
});

export async function inMemory(): Promise<LedgerUnderTest> {
  const ledger = createInMemoryLedger();
  return underTest(ledger, ledger, ledger);
}

export const inDynamoDb = async (emulator: EmulatorAddress): Promise<LedgerUnderTest> =>
  overTable(await openLedgerTable(emulator));

/** Over the tables by which the bench looks at sizes that no emulator holds. */
export const inBenchMemory = async (): Promise<LedgerUnderTest> =>
  overTable(openMemoryTable(LEDGER).table);

function overTable(table: DynamoDbTable): LedgerUnderTest {
  return underTest(
    createDynamoDbLedger(table, () => NOON_MS),
    createRecipientPreferences(table),
    createWaitingNotifications(table),
  );
}
