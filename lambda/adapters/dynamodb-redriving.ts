import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { DUE_PARTITIONS } from '../contract/ledger-table';
import { parseOwn } from '../contract/unreadable-data-error';
import type { RedriveLedger, Reopening } from '../domain/ports-redriving';
import { jsonAttribute, N, numberAttribute, S } from './attribute-values';
import { asideItemKey, notificationItemKey, toNotification } from './ledger-items';
import { intentSchema, storedDecisions, storedIntent } from './ledger-json';
import type { DynamoDbTable } from './dynamodb-table';

const asideSchema = v.object({
  intent: v.optional(jsonAttribute(intentSchema)),
  ttl: v.optional(numberAttribute, { N: '0' }),
});

/** Second chances, each one conditional write on the notification's own row. */
export function createRedriving(
  table: Pick<DynamoDbTable, 'get' | 'updateIf'>,
  nowMs: () => number,
): RedriveLedger {
  return {
    fetchAside: async (notificationKey) => {
      const item = await table.get({ Key: asideItemKey(notificationKey), ConsistentRead: true });
      const { intent, ttl } = parseOwn(asideSchema, item ?? {}, 'a request put aside');
      // DynamoDB may take days to delete what is over.
      return ttl * 1000 > nowMs() ? intent : undefined;
    },

    reopen: async ({ notificationKey, redrives, change, decisions, dueAtMs }) => {
      const { set, remove, condition, names, values } = partsOf(change);
      const written = await table.updateIf({
        Key: notificationItemKey(notificationKey),
        UpdateExpression: `SET #state = :pending, #decisions = list_append(#decisions, :decisions), redrives = :next, dueAtMs = :due${set} REMOVE #hold, wakeOn${remove}`,
        ConditionExpression: `${redrives === 0 ? 'attribute_not_exists(redrives)' : 'redrives = :seen'} AND ${condition}`,
        ExpressionAttributeNames: {
          '#state': 'state',
          '#decisions': 'decisions',
          '#hold': 'hold',
          ...names,
        },
        ExpressionAttributeValues: {
          ':pending': S('PENDING'),
          ':decisions': storedDecisions(decisions),
          ':next': N(redrives + 1),
          ':due': N(dueAtMs),
          ...(redrives > 0 && { ':seen': N(redrives) }),
          ...values,
        },
      });
      return written.kind === 'written' ? 'reopened' : 'refused';
    },

    keepDoubt: async (notificationKey, doubt) => {
      const written = await table.updateIf({
        Key: notificationItemKey(notificationKey),
        UpdateExpression: 'SET doubt = :doubt',
        ConditionExpression: 'attribute_exists(conclusion) AND #state <> :sent',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':doubt': S(JSON.stringify(doubt)), ':sent': S('SENT') },
      });
      if (written.kind === 'written') return 'kept';
      return toNotification(written.item).kind === 'waiting' ? 'waiting' : 'sent';
    },
  };
}

interface Parts {
  readonly set: string;
  readonly remove: string;
  readonly condition: string;
  readonly names?: Record<string, string>;
  readonly values: Record<string, AttributeValue>;
}

/** Counters begin again: what they counted was mended, or somebody thinks so. */
function partsOf(change: Reopening['change']): Parts {
  if (change.kind === 'release') {
    return { set: '', remove: '', condition: '#state = :held', values: { ':held': S('HELD') } };
  }
  const { intent } = change;
  return {
    set: ', intent = :intent, attempts = :none, conflicts = :none, looks = :none, duePartition = :partition',
    remove: ', conclusion, #ttl, endedAs, endedAtMs, cancelAskedAtMs, channelsPassed',
    condition: '(#state = :rejected OR #state = :parked)',
    names: { '#ttl': 'ttl' },
    values: {
      ':intent': storedIntent(intent),
      ':none': N(0),
      ':partition': S(DUE_PARTITIONS[intent.priority]),
      ':rejected': S('REJECTED'),
      ':parked': S('PARKED'),
    },
  };
}
