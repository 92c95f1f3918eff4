import * as v from 'valibot';
import { BY_STALE_INDEX, STALE_PARTITIONS } from '../contract/sessions-table';
import { parseOwn } from '../contract/unreadable-data-error';
import type { StaleSessions } from '../domain/ports';
import { N, numberAttribute, S, stringAttribute } from './attribute-values';
import { setAttributes } from './dynamodb-table';
import type { DynamoDbTable } from './dynamodb-table';

const staleItemSchema = v.object({ conversationId: stringAttribute, staleAtMs: numberAttribute });

/** Reads the sparse index of conversations that are live by our record. It may lag; `settle` decides. */
export function createStaleSessions(table: DynamoDbTable): StaleSessions {
  return {
    findStale: async (nowMs, limit) => {
      const answers = await Promise.all(
        STALE_PARTITIONS.map((partition) =>
          table.query({
            IndexName: BY_STALE_INDEX,
            KeyConditionExpression: 'stalePartition = :partition AND staleAtMs <= :now',
            ExpressionAttributeValues: { ':partition': S(partition), ':now': N(nowMs) },
            Limit: limit,
          }),
        ),
      );
      return answers
        .flat()
        .map((item) => parseOwn(staleItemSchema, item, 'a stale row'))
        .toSorted((a, b) => a.staleAtMs - b.staleAtMs)
        .slice(0, limit);
    },

    settle: async ({ conversationId, staleAtMs }, nextLookAtMs) => {
      const set =
        nextLookAtMs === undefined ? undefined : setAttributes({ staleAtMs: N(nextLookAtMs) });
      await table.updateIf({
        Key: { conversationId: S(conversationId) },
        UpdateExpression: set?.expression ?? 'REMOVE stalePartition, staleAtMs',
        ConditionExpression: 'staleAtMs = :seen',
        ...(set && { ExpressionAttributeNames: set.names }),
        ExpressionAttributeValues: { ...set?.values, ':seen': N(staleAtMs) },
      });
    },
  };
}
