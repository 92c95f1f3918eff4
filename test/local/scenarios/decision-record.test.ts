import { createDynamoDbLedger } from '../../../lambda/adapters/dynamodb-ledger';
import { notificationItemKey } from '../../../lambda/adapters/ledger-items';
import { toDecisionRecord } from '../../../local/scenarios/decision-record';
import { aConclusion, anIntent, KEY } from '../../support/builders';
import { LEDGER } from '../../support/emulated-tables';
import { NOON, NOON_MS } from '../../support/fixed-clock';
import { openMemoryTable } from '../../support/memory-tables';

describe('the decision record that a scenario shows', () => {
  it('is read from the row as the ledger writes it', async () => {
    const { table, rows } = openMemoryTable(LEDGER);
    const ledger = createDynamoDbLedger(table, () => NOON_MS);
    const decisions = [
      { at: NOON, step: 'Load session', decision: 'ready' },
      { at: NOON, step: 'Post message', decision: 'accepted', evidence: { messageId: 'm-1' } },
    ];
    await ledger.storeIntent(anIntent());
    await ledger.conclude(aConclusion(), decisions);

    const record = toDecisionRecord(KEY, rows.get(notificationItemKey(KEY), true).row);

    expect(record).toEqual({ notificationKey: KEY, state: 'SENT', decisions });
  });

  it('is read of a row of before', () => {
    const decision = { at: NOON, step: 'Load session', decision: 'PAUSED' };
    const row = { state: { S: 'HELD' }, decisions: { L: [{ S: JSON.stringify(decision) }] } };

    expect(toDecisionRecord(KEY, row).decisions).toEqual([decision]);
  });
});
