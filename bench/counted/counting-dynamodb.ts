import * as v from 'valibot';
import type { AwsAnswer, CallAws } from '../../lambda/adapters/aws-json-client';
import type { CallBook } from './call-book';

const unitsSchema = v.object({ CapacityUnits: v.number() });
const answerSchema = v.object({
  ScannedCount: v.optional(v.number(), 0),
  Item: v.optional(v.unknown()),
  ConsumedCapacity: v.object({
    Table: unitsSchema,
    GlobalSecondaryIndexes: v.optional(v.record(v.string(), unitsSchema), {}),
  }),
});
const refusalSchema = v.object({ Item: v.optional(v.record(v.string(), v.unknown()), {}) });

const KILOBYTE = 1024;

/** Of a row as JSON, which is a little longer than what DynamoDB counts. */
const writeUnitsOf = (item: object): number =>
  Math.max(1, Math.ceil(JSON.stringify(item).length / KILOBYTE));

const READS = new Set(['GetItem', 'Query']);

/** Asks DynamoDB what each call consumed, and books it. */
export function countDynamoDb(call: CallAws, book: Pick<CallBook, 'note'>): CallAws {
  return async (operation, input) => {
    const answer = await call(operation, { ...input, ReturnConsumedCapacity: 'INDEXES' });
    book.note({
      operation,
      isRefused: answer.kind === 'conditionFailed',
      ...unitsOf(operation, answer),
    });
    return answer;
  };
}

const NO_UNITS = { readUnits: 0, rowsRead: 0, writeUnits: 0, indexUnits: 0, unitsByIndex: {} };

function unitsOf(operation: string, { kind, body }: AwsAnswer) {
  if (kind === 'conditionFailed') {
    const { Item } = v.parse(refusalSchema, body);
    return { ...NO_UNITS, writeUnits: writeUnitsOf(Item) };
  }
  const { ScannedCount, Item, ConsumedCapacity } = v.parse(answerSchema, body);
  const { Table, GlobalSecondaryIndexes } = ConsumedCapacity;
  const unitsByIndex = Object.fromEntries(
    Object.entries(GlobalSecondaryIndexes).map(([name, each]) => [name, each.CapacityUnits]),
  );
  const indexUnits = Object.values(unitsByIndex).reduce((sum, units) => sum + units, 0);
  if (READS.has(operation)) {
    const rowsRead = ScannedCount + (Item === undefined ? 0 : 1);
    return { ...NO_UNITS, readUnits: Table.CapacityUnits + indexUnits, rowsRead };
  }
  return { ...NO_UNITS, writeUnits: Table.CapacityUnits, indexUnits, unitsByIndex };
}
