import * as v from 'valibot';
import { stringAttribute, S } from '../../lambda/adapters/attribute-values';
import type { DynamoDbTable } from '../../lambda/adapters/dynamodb-table';
import { notificationKeyOf } from '../../lambda/adapters/ledger-items';
import {
  BY_DUE_INDEX,
  BY_ENDING_INDEX,
  BY_RECIPIENT_INDEX,
  DUE_PARTITIONS,
} from '../../lambda/contract/ledger-table';
import { parseOwn } from '../../lambda/contract/unreadable-data-error';
import type { Archive } from './desk';

const keySchema = v.object({ pk: stringAttribute });

/** Reads the indexes of the ledger. They may lag by a moment. */
export function createNotificationArchive(table: Pick<DynamoDbTable, 'query'>): Archive {
  const query = async (
    IndexName: string,
    [attribute, value]: readonly [string, string],
    order: { readonly Limit: number; readonly ScanIndexForward: boolean },
  ) => {
    const items = await table.query({
      IndexName,
      KeyConditionExpression: '#attribute = :value',
      ExpressionAttributeNames: { '#attribute': attribute },
      ExpressionAttributeValues: { ':value': S(value) },
      ...order,
    });
    return items.map((item) => notificationKeyOf(parseOwn(keySchema, item, 'an index entry').pk));
  };
  return {
    findByRecipient: (recipientRef, Limit) =>
      query(BY_RECIPIENT_INDEX, ['recipientRef', recipientRef], { Limit, ScanIndexForward: false }),
    findEnded: (outcome, Limit) =>
      query(BY_ENDING_INDEX, ['endedAs', outcome], { Limit, ScanIndexForward: false }),
    findWaiting: async (Limit) => {
      const lanes = await Promise.all(
        Object.values(DUE_PARTITIONS).map((partition) =>
          query(BY_DUE_INDEX, ['duePartition', partition], { Limit, ScanIndexForward: true }),
        ),
      );
      return lanes.flat().slice(0, Limit);
    },
  };
}
