import { mustBeHeard } from '../contract/outcomes';
import { DUE_PARTITIONS } from '../contract/ledger-table';
import { NEXT_LOOK_MS } from '../contract/timeouts';
import { wakeOn } from '../domain/holds';
import { NO_BODY } from '../domain/notification';
import type { Ledger } from '../domain/ports';
import { jsonList, N, S } from './attribute-values';
import { toUpdate } from './ledger-amendments';
import { notificationItemKey, toNotification } from './ledger-items';
import type { DynamoDbTable } from './dynamodb-table';
import { createRecipientSlots } from './dynamodb-recipient-slots';

/** How long a concluded notification answers "why?" and refuses to be sent again. */
const RETENTION_DAYS = 90;
/** What ended before its request came refuses it for longer than a schedule lies ahead. */
const EARLY_END_DAYS = 400;
const SECONDS_PER_DAY = 86_400;

const ttlAfter = (days: number, nowMs: number) =>
  N(Math.floor(nowMs / 1000) + days * SECONDS_PER_DAY);

const COUNTERS = { attempt: 'attempts', conflict: 'conflicts', look: 'looks' } as const;

/** The ledger in one DynamoDB table. Every write is conditional and touches a single item. */
export function createDynamoDbLedger(table: DynamoDbTable, nowMs: () => number): Ledger {
  return {
    ...createRecipientSlots(table),

    storeIntent: async (intent) => {
      const written = await table.putIf({
        Item: {
          ...notificationItemKey(intent.notificationKey),
          state: S('PENDING'),
          recipientRef: S(intent.recipientRef),
          bodyHash: S(intent.bodyHash),
          requestedBy: S(intent.requestedBy),
          intent: S(JSON.stringify(intent)),
          attempts: N(0),
          conflicts: N(0),
          looks: N(0),
          duePartition: S(DUE_PARTITIONS[intent.priority]),
          // The first attempt is under way; this is for the case that it dies.
          dueAtMs: N(intent.requestedAtMs + NEXT_LOOK_MS),
          decisions: jsonList([]),
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

    storeEarlyEnd: async ({ conclusion, recipientRef, requestedBy, decisions }) => {
      const isLoud = mustBeHeard(conclusion.outcome);
      const written = await table.putIf({
        Item: {
          ...notificationItemKey(conclusion.notificationKey),
          state: S(conclusion.outcome),
          recipientRef: S(recipientRef),
          bodyHash: S(NO_BODY),
          requestedBy: S(requestedBy),
          conclusion: S(JSON.stringify(conclusion)),
          decisions: jsonList(decisions),
          ttl: ttlAfter(EARLY_END_DAYS, nowMs()),
          ...(isLoud && {
            duePartition: S(DUE_PARTITIONS.single),
            dueAtMs: N(nowMs() + NEXT_LOOK_MS),
          }),
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      });
      return written.kind === 'written'
        ? { kind: 'stored' }
        : { kind: 'known', known: toNotification(written.item) };
    },

    amend: async ({ notificationKey, decisions, change }) => {
      const { set, condition, ...input } = toUpdate(change);
      const written = await table.updateIf({
        Key: notificationItemKey(notificationKey),
        UpdateExpression: `SET #decisions = list_append(#decisions, :decisions)${set}`,
        ConditionExpression: `attribute_exists(intent)${condition}`,
        ExpressionAttributeNames: { '#decisions': 'decisions', ...input.names },
        ExpressionAttributeValues: { ':decisions': jsonList(decisions), ...input.values },
      });
      return written.kind === 'written' ? 'amended' : 'refused';
    },

    conclude: async (conclusion, decisions) => {
      const isLoud = mustBeHeard(conclusion.outcome);
      const written = await table.updateIf({
        Key: notificationItemKey(conclusion.notificationKey),
        // `intent` holds the text and the contact: both go when they are no longer needed.
        UpdateExpression: `SET #state = :outcome, #conclusion = :conclusion, #decisions = list_append(#decisions, :decisions), #ttl = :ttl${
          isLoud
            ? ', dueAtMs = :due REMOVE #intent, #hold, wakeOn'
            : ' REMOVE #intent, #hold, wakeOn, duePartition, dueAtMs'
        }`,
        // SENT is a fact and overrules a decision that was taken before the proof arrived.
        ConditionExpression:
          'attribute_exists(pk) AND (attribute_not_exists(#conclusion) OR (:outcome = :sent AND #state <> :sent))',
        ExpressionAttributeNames: {
          '#state': 'state',
          '#conclusion': 'conclusion',
          '#decisions': 'decisions',
          '#ttl': 'ttl',
          '#intent': 'intent',
          '#hold': 'hold',
        },
        ExpressionAttributeValues: {
          ':outcome': S(conclusion.outcome),
          ':sent': S('SENT'),
          ':conclusion': S(JSON.stringify(conclusion)),
          ':decisions': jsonList(decisions),
          ...(isLoud && { ':due': N(nowMs() + NEXT_LOOK_MS) }),
          ':ttl': ttlAfter(RETENTION_DAYS, nowMs()),
        },
      });
      if (written.kind === 'written') return conclusion;
      const standing = toNotification(written.item);
      return standing.kind === 'concluded' ? standing.conclusion : conclusion;
    },

    noteAttempt: async ({ notificationKey, kind, decisions, dueAtMs }) => {
      const written = await table.updateIf({
        Key: notificationItemKey(notificationKey),
        UpdateExpression:
          'SET #state = :pending, #decisions = list_append(#decisions, :decisions), #count = #count + :one, dueAtMs = :due REMOVE #hold, wakeOn',
        ConditionExpression: 'attribute_exists(intent)',
        ExpressionAttributeNames: {
          '#state': 'state',
          '#decisions': 'decisions',
          '#hold': 'hold',
          '#count': COUNTERS[kind],
        },
        ExpressionAttributeValues: {
          ':decisions': jsonList(decisions),
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
          ':decisions': jsonList(decisions),
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
          ':decisions': jsonList(decisions),
          ':due': N(dueAtMs),
        },
      });
      return written.kind === 'written' || toNotification(written.item).kind === 'waiting';
    },
  };
}
