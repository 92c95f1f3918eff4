import * as v from 'valibot';
import { BY_DUE_INDEX, DUE_PARTITIONS } from '../contract/ledger-table';
import { parseOwn } from '../contract/unreadable-data-error';
import type { DueNotifications } from '../domain/ports';
import { N, numberAttribute, S, stringAttribute } from './attribute-values';
import type { DynamoDbTable } from './dynamodb-table';
import { notificationItemKey, notificationKeyOf } from './ledger-items';

const dueItemSchema = v.object({ pk: stringAttribute, dueAtMs: numberAttribute });

/** Reads the sparse index of notifications that are not concluded, or concluded and not told yet. It may lag; the postponement decides. */
export function createDueNotifications(table: DynamoDbTable): DueNotifications {
  return {
    findDue: async (priority, nowMs, limit) => {
      const items = await table.query({
        IndexName: BY_DUE_INDEX,
        KeyConditionExpression: 'duePartition = :due AND dueAtMs <= :now',
        ExpressionAttributeValues: { ':due': S(DUE_PARTITIONS[priority]), ':now': N(nowMs) },
        Limit: limit,
      });
      return items.map((item) => {
        const { pk, dueAtMs } = parseOwn(dueItemSchema, item, 'a due row');
        return { notificationKey: notificationKeyOf(pk), dueAtMs };
      });
    },

    postpone: async ({ notificationKey, dueAtMs: seen }, dueAtMs) => {
      const written = await table.updateIf({
        Key: notificationItemKey(notificationKey),
        UpdateExpression: 'SET dueAtMs = :due',
        ConditionExpression: 'dueAtMs = :seen',
        ExpressionAttributeValues: { ':due': N(dueAtMs), ':seen': N(seen) },
      });
      return written.kind === 'written';
    },
  };
}
