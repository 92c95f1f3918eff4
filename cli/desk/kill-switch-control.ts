import { createDynamoDbKillSwitch } from '../../lambda/adapters/dynamodb-kill-switch';
import type { DynamoDbTable } from '../../lambda/adapters/dynamodb-table';
import { CONTROL_KEY } from '../../lambda/contract/ledger-table';
import type { Pauses } from './desk';

const Key = { pk: { S: CONTROL_KEY } };

/** Pulls the kill switch and lets it go, in its row of the ledger. */
export function createKillSwitchControl(table: Pick<DynamoDbTable, 'get' | 'updateIf'>): Pauses {
  const change = async (UpdateExpression: string, values?: Parameters<typeof toValues>[0]) => {
    await table.updateIf({
      Key,
      UpdateExpression,
      ...(values && { ExpressionAttributeValues: toValues(values) }),
    });
  };
  return {
    ...createDynamoDbKillSwitch(table),
    pause: (types) =>
      types.length === 0
        ? change('SET pausedEverything = :yes', { yes: true })
        : change('ADD pausedTypes :types', { types }),
    resume: (types) =>
      types.length === 0
        ? change('REMOVE pausedEverything, pausedTypes')
        : change('DELETE pausedTypes :types', { types }),
  };
}

const toValues = (
  values: { readonly yes: true } | { readonly types: readonly string[] },
): Record<string, { BOOL: boolean } | { SS: string[] }> =>
  'yes' in values ? { ':yes': { BOOL: true } } : { ':types': { SS: [...values.types] } };
