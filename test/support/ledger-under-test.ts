import type { Ledger } from '../../lambda/domain/ports';
import { S } from '../../lambda/adapters/attribute-values';
import { createDynamoDbLedger } from '../../lambda/adapters/dynamodb-ledger';
import { recipientItemKey } from '../../lambda/adapters/ledger-items';
import type { Emulator } from '../../local/cloud/emulator';
import { openLedgerTable } from './emulated-tables';
import { NOON_MS } from './fixed-clock';
import { createInMemoryLedger } from './in-memory-ledger';

/** A ledger, and the hand that changes a contact's consent behind its back. */
export interface LedgerUnderTest {
  readonly ledger: Ledger;
  readonly optOut: (recipientRef: string) => Promise<void>;
}

export async function inMemory(): Promise<LedgerUnderTest> {
  const ledger = createInMemoryLedger();
  return { ledger, optOut: async (ref) => ledger.setConsent(ref, 'optedOut') };
}

export async function inDynamoDb(emulator: Emulator): Promise<LedgerUnderTest> {
  const table = await openLedgerTable(emulator);
  return {
    ledger: createDynamoDbLedger(table, () => NOON_MS),
    optOut: async (recipientRef) => {
      await table.updateIf({
        Key: recipientItemKey(recipientRef),
        UpdateExpression: 'SET optOut = :true, consentVersion = :version',
        ExpressionAttributeValues: { ':true': { BOOL: true }, ':version': S('1') },
      });
    },
  };
}
