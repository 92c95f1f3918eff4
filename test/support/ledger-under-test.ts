import type { Ledger, RecipientPreferences } from '../../lambda/domain/ports';
import type { WaitingNotifications } from '../../lambda/domain/ports-waking';
import { createWaitingNotifications } from '../../lambda/adapters/dynamodb-waiting-notifications';
import { createDynamoDbLedger } from '../../lambda/adapters/dynamodb-ledger';
import { createRecipientPreferences } from '../../lambda/adapters/dynamodb-recipient-preferences';
import type { Emulator } from '../../local/cloud/emulator';
import { openLedgerTable } from './emulated-tables';
import { NOON_MS } from './fixed-clock';
import { createInMemoryLedger } from './in-memory-ledger';

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

export async function inDynamoDb(emulator: Emulator): Promise<LedgerUnderTest> {
  const table = await openLedgerTable(emulator);
  return underTest(
    createDynamoDbLedger(table, () => NOON_MS),
    createRecipientPreferences(table),
    createWaitingNotifications(table),
  );
}
