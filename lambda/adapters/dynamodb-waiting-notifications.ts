import * as v from 'valibot';
import { BY_WAKE_INDEX } from '../contract/ledger-table';
import { parseOwn } from '../contract/unreadable-data-error';
import type { WaitingNotifications } from '../domain/ports-waking';
import { N, S, stringAttribute } from './attribute-values';
import type { DynamoDbTable } from './dynamodb-table';
import { notificationItemKey, notificationKeyOf } from './ledger-items';

const waitingItemSchema = v.object({ pk: stringAttribute });

/** Reads the sparse index of what waits for an event, and ends waits. */
export function createWaitingNotifications(
  table: Pick<DynamoDbTable, 'query' | 'updateIf'>,
): WaitingNotifications {
  return {
    findWaiting: async (recipientRef, on, limit) => {
      const items = await table.query({
        IndexName: BY_WAKE_INDEX,
        KeyConditionExpression: 'recipientRef = :ref AND wakeOn = :on',
        ExpressionAttributeValues: { ':ref': S(recipientRef), ':on': S(on) },
        Limit: limit,
      });
      return items.map((item) => notificationKeyOf(parseOwn(waitingItemSchema, item, 'a wait').pk));
    },

    wake: async (notificationKey, on, dueAtMs) => {
      const written = await table.updateIf({
        Key: notificationItemKey(notificationKey),
        UpdateExpression: 'SET #state = :pending, dueAtMs = :due REMOVE #hold, wakeOn',
        ConditionExpression: 'wakeOn = :on',
        ExpressionAttributeNames: { '#state': 'state', '#hold': 'hold' },
        ExpressionAttributeValues: { ':pending': S('PENDING'), ':due': N(dueAtMs), ':on': S(on) },
      });
      return written.kind === 'written';
    },
  };
}
