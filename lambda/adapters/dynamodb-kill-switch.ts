import * as v from 'valibot';
import { CONTROL_KEY } from '../contract/ledger-table';
import { parseOwn } from '../contract/unreadable-data-error';
import type { KillSwitch } from '../domain/ports';
import type { DynamoDbTable } from './dynamodb-table';

const controlSchema = v.object({
  pausedEverything: v.optional(v.object({ BOOL: v.boolean() })),
  pausedTypes: v.optional(v.object({ SS: v.array(v.string()) })),
});

/** The kill switch in its row of the ledger table. Read fresh each time: whoever pulls it means now. */
export function createDynamoDbKillSwitch(table: Pick<DynamoDbTable, 'get'>): KillSwitch {
  return {
    fetchPause: async () => {
      const item = await table.get({ Key: { pk: { S: CONTROL_KEY } }, ConsistentRead: true });
      const row = parseOwn(controlSchema, item ?? {}, 'the kill switch');
      return { everything: row.pausedEverything?.BOOL ?? false, types: row.pausedTypes?.SS ?? [] };
    },
  };
}
