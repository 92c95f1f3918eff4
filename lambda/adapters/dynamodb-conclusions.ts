import { mustBeHeard } from '../contract/outcomes';
import { ASIDE_DAYS, DUE_PARTITIONS } from '../contract/ledger-table';
import { NEXT_LOOK_MS } from '../contract/timeouts';
import { mayBeRedriven, NO_BODY } from '../domain/notification';
import type { Intent } from '../domain/notification';
import type { Ledger } from '../domain/ports';
import { N, S } from './attribute-values';
import { asideItemKey, notificationItemKey, toNotification, toWaiting } from './ledger-items';
import { storedConclusion, storedDecisions } from './ledger-json';
import type { DynamoDbTable } from './dynamodb-table';

/** How long a concluded notification answers "why?" and refuses to be sent again. */
const RETENTION_DAYS = 90;
/** What ended before its request came refuses it for longer than a schedule lies ahead. */
const EARLY_END_DAYS = 400;
const SECONDS_PER_DAY = 86_400;

const ttlAfter = (days: number, nowMs: number) =>
  N(Math.floor(nowMs / 1000) + days * SECONDS_PER_DAY);

/** The writes that end a notification. */
export function createConclusions(
  table: DynamoDbTable,
  nowMs: () => number,
): Pick<Ledger, 'storeEarlyEnd' | 'conclude'> {
  return {
    storeEarlyEnd: async ({ conclusion, recipientRef, requestedBy, decisions }) => {
      const isLoud = mustBeHeard(conclusion.outcome);
      const written = await table.putIf({
        Item: {
          ...notificationItemKey(conclusion.notificationKey),
          state: S(conclusion.outcome),
          recipientRef: S(recipientRef),
          bodyHash: S(NO_BODY),
          requestedBy: S(requestedBy),
          conclusion: storedConclusion(conclusion),
          decisions: storedDecisions(decisions),
          toldAtMs: N(nowMs()),
          ttl: ttlAfter(EARLY_END_DAYS, nowMs()),
          ...(isLoud && {
            duePartition: S(DUE_PARTITIONS.single),
            dueAtMs: N(nowMs() + NEXT_LOOK_MS),
            endedAs: S(conclusion.outcome),
            endedAtMs: N(nowMs()),
          }),
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      });
      return written.kind === 'written'
        ? { kind: 'stored' }
        : { kind: 'known', known: toNotification(written.item) };
    },

    conclude: async (conclusion, decisions) => {
      const isLoud = mustBeHeard(conclusion.outcome);
      const written = await table.updateIf({
        Key: notificationItemKey(conclusion.notificationKey),
        // `intent` holds the text and the contact: both go when they are no longer needed.
        UpdateExpression: `SET #state = :outcome, #conclusion = :conclusion, #decisions = list_append(#decisions, :decisions), #ttl = :ttl${
          isLoud
            ? ', dueAtMs = :due, endedAs = :outcome, endedAtMs = :now REMOVE #intent, #hold, wakeOn'
            : ' REMOVE #intent, #hold, wakeOn, duePartition, dueAtMs, endedAs, endedAtMs'
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
          ':conclusion': storedConclusion(conclusion),
          ':decisions': storedDecisions(decisions),
          ...(isLoud && { ':due': N(nowMs() + NEXT_LOOK_MS), ':now': N(nowMs()) }),
          ':ttl': ttlAfter(RETENTION_DAYS, nowMs()),
        },
        ReturnValues: 'ALL_OLD',
      });
      if (written.kind === 'written') {
        if (mayBeRedriven(conclusion.outcome))
          await putAside(table, toWaiting(written.item).intent, nowMs());
        return conclusion;
      }
      const standing = toNotification(written.item);
      return standing.kind === 'concluded' ? standing.conclusion : conclusion;
    },
  };
}

/**
 * Keeps the request of what may be redriven in a row of its own, which ends long before the outcome does. It comes
 * after the conclusion: lost between the two, a notification can't be redriven, and nothing is kept that should not be.
 * It stands alone, so it is written whole.
 */
async function putAside(table: DynamoDbTable, intent: Intent, nowMs: number): Promise<void> {
  await table.updateIf({
    Key: asideItemKey(intent.notificationKey),
    UpdateExpression: 'SET intent = :intent, #ttl = :ttl',
    ExpressionAttributeNames: { '#ttl': 'ttl' },
    ExpressionAttributeValues: {
      ':intent': S(JSON.stringify(intent)),
      ':ttl': ttlAfter(ASIDE_DAYS, nowMs),
    },
  });
}
