import { DUE_PARTITIONS } from '../contract/ledger-table';
import { NEXT_LOOK_MS } from '../contract/timeouts';
import { wakeOn } from '../domain/holds';
import type { Ledger } from '../domain/ports';
import { N, S } from './attribute-values';
import { toUpdate } from './ledger-amendments';
import { notificationItemKey, toNotification } from './ledger-items';
import { storedDecisions, storedIntent } from './ledger-json';
import type { DynamoDbTable } from './dynamodb-table';
import { createConclusions } from './dynamodb-conclusions';
import { createRecipientSlots } from './dynamodb-recipient-slots';
import { createRedriving } from './dynamodb-redriving';

const COUNTERS = { attempt: 'attempts', conflict: 'conflicts', look: 'looks' } as const;

/** The ledger in one DynamoDB table. Every write is conditional and touches a single item. */
export function createDynamoDbLedger(table: DynamoDbTable, nowMs: () => number): Ledger {
  return {
    ...createRecipientSlots(table),
    ...createConclusions(table, nowMs),
    ...createRedriving(table, nowMs),

    storeIntent: async (intent) => {
      const written = await table.putIf({
        Item: {
          ...notificationItemKey(intent.notificationKey),
          state: S('PENDING'),
          recipientRef: S(intent.recipientRef),
          bodyHash: S(intent.bodyHash),
          requestedBy: S(intent.requestedBy),
          intent: storedIntent(intent),
          attempts: N(0),
          conflicts: N(0),
          looks: N(0),
          toldAtMs: N(intent.requestedAtMs),
          duePartition: S(DUE_PARTITIONS[intent.priority]),
          // The first attempt is under way; this is for the case that it dies.
          dueAtMs: N(intent.requestedAtMs + NEXT_LOOK_MS),
          decisions: storedDecisions([]),
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      });
      return written.kind === 'written'
        ? { kind: 'stored' }
        : { kind: 'known', known: toNotification(written.item) };
    },

    fetchNotification: async (notificationKey) => {
      const item = await table.get({
        Key: notificationItemKey(notificationKey),
        ConsistentRead: true,
      });
      return item === undefined ? undefined : toNotification(item);
    },

    amend: async ({ notificationKey, decisions, change }) => {
      const { set, condition, ...input } = toUpdate(change);
      const written = await table.updateIf({
        Key: notificationItemKey(notificationKey),
        UpdateExpression: `SET #decisions = list_append(#decisions, :decisions)${set}`,
        ConditionExpression: `attribute_exists(intent)${condition}`,
        ExpressionAttributeNames: { '#decisions': 'decisions', ...input.names },
        ExpressionAttributeValues: { ':decisions': storedDecisions(decisions), ...input.values },
      });
      return written.kind === 'written' ? 'amended' : 'refused';
    },

    noteAttempt: async ({ notificationKey, kind, decisions, dueAtMs, settlesDoubt = false }) => {
      const written = await table.updateIf({
        Key: notificationItemKey(notificationKey),
        UpdateExpression: `SET #state = :pending, #decisions = list_append(#decisions, :decisions), #count = #count + :one, dueAtMs = :due REMOVE #hold, wakeOn${settlesDoubt ? ', doubt' : ''}`,
        ConditionExpression: 'attribute_exists(intent)',
        ExpressionAttributeNames: {
          '#state': 'state',
          '#decisions': 'decisions',
          '#hold': 'hold',
          '#count': COUNTERS[kind],
        },
        ExpressionAttributeValues: {
          ':decisions': storedDecisions(decisions),
          ':pending': S('PENDING'),
          ':one': N(1),
          ':due': N(dueAtMs),
        },
        ReturnValues: 'ALL_NEW',
      });
      if (written.kind === 'refused') return 0;
      const notification = toNotification(written.item);
      if (notification.kind === 'concluded') return 0;
      return notification[COUNTERS[kind]];
    },

    hold: async ({ notificationKey, hold, decisions, calls = 0 }) => {
      const on = wakeOn(hold.reason);
      const written = await table.updateIf({
        Key: notificationItemKey(notificationKey),
        UpdateExpression: `SET #state = :held, #hold = :hold, #decisions = list_append(#decisions, :decisions), dueAtMs = :due, heldCalls = if_not_exists(heldCalls, :none) + :calls${
          on === undefined
            ? ' REMOVE wakeOn'
            : ', wakeOn = :on, attempts = :none, conflicts = :none'
        }`,
        ConditionExpression: 'attribute_exists(intent)',
        ExpressionAttributeNames: { '#state': 'state', '#hold': 'hold', '#decisions': 'decisions' },
        ExpressionAttributeValues: {
          ':held': S('HELD'),
          ':hold': S(JSON.stringify(hold)),
          ':decisions': storedDecisions(decisions),
          ':due': N(hold.untilMs),
          ':calls': N(calls),
          ':none': N(0),
          ...(on !== undefined && { ':on': S(on) }),
        },
      });
      return written.kind === 'written';
    },

    passChannel: async ({ notificationKey, passed, decisions, dueAtMs }) => {
      const written = await table.updateIf({
        Key: notificationItemKey(notificationKey),
        UpdateExpression:
          'SET #state = :pending, channelsPassed = :passed, #decisions = list_append(#decisions, :decisions), dueAtMs = :due REMOVE #hold, wakeOn',
        // Our own write again, or a late copy of it, must neither skip a channel nor go back to one.
        ConditionExpression:
          'attribute_exists(intent) AND (attribute_not_exists(channelsPassed) OR channelsPassed < :passed)',
        ExpressionAttributeNames: { '#state': 'state', '#hold': 'hold', '#decisions': 'decisions' },
        ExpressionAttributeValues: {
          ':pending': S('PENDING'),
          ':passed': N(passed),
          ':decisions': storedDecisions(decisions),
          ':due': N(dueAtMs),
        },
      });
      return written.kind === 'written' || toNotification(written.item).kind === 'waiting';
    },
  };
}
