import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import type { AwsAnswer, CallAws } from '../../lambda/adapters/aws-json-client';
import type { Condition, Consumed, MemoryTable, Write } from './memory-table';
import { keyIn } from './sorted-index';
import type { Asked, Key } from './sorted-index';

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
/** What adapters of ours write is typed by the SDK; here it only has to be an attribute. */
const attributeSchema = v.custom<AttributeValue>(isObject);
const rowSchema = v.record(v.string(), attributeSchema);
const common = {
  TableName: v.string(),
  ReturnConsumedCapacity: v.literal('INDEXES'),
  ExpressionAttributeNames: v.optional(v.record(v.string(), v.string()), {}),
  ExpressionAttributeValues: v.optional(rowSchema, {}),
};
const write = {
  ...common,
  ConditionExpression: v.optional(v.string()),
  ReturnValues: v.optional(v.picklist(['ALL_NEW', 'ALL_OLD'])),
  ReturnValuesOnConditionCheckFailure: v.literal('ALL_OLD'),
};

// Strict: what is asked in a way that nobody here understands would be counted wrongly.
const inputs = {
  get: v.strictObject({
    ...common,
    Key: rowSchema,
    ConsistentRead: v.optional(v.boolean(), false),
  }),
  query: v.strictObject({
    ...common,
    IndexName: v.string(),
    KeyConditionExpression: v.string(),
    ScanIndexForward: v.optional(v.boolean(), true),
    Limit: v.number(),
  }),
  put: v.strictObject({ ...write, Item: rowSchema }),
  update: v.strictObject({ ...write, Key: rowSchema, UpdateExpression: v.string() }),
};

/** A DynamoDB in this process that says what a call consumed, by AWS's rules. It knows what our adapters ask, and no more. */
export function createMemoryDynamoDb(tables: ReadonlyMap<string, MemoryTable>): CallAws {
  const tableOf = (name: string): MemoryTable => {
    const table = tables.get(name);
    if (table === undefined) throw new Error(`no table ${name} in memory`);
    return table;
  };
  const operations: Record<string, (input: object) => AwsAnswer> = {
    GetItem: (input) => {
      const { TableName, Key, ConsistentRead } = v.parse(inputs.get, input);
      const { row, consumed } = tableOf(TableName).get(Key, ConsistentRead);
      return done({ Item: row }, consumed);
    },
    Query: (input) => {
      const asked = v.parse(inputs.query, input);
      const { rows, consumed } = tableOf(asked.TableName).query(asked.IndexName, toAsked(asked));
      return done({ Items: rows, ScannedCount: rows.length }, consumed);
    },
    PutItem: (input) => {
      const { TableName, Item, ReturnValues, ...rest } = v.parse(inputs.put, input);
      return toAnswer(tableOf(TableName).put(Item, toCondition(rest)), ReturnValues);
    },
    UpdateItem: (input) => {
      const { TableName, Key, UpdateExpression, ...rest } = v.parse(inputs.update, input);
      const written = tableOf(TableName).update(Key, UpdateExpression, toCondition(rest));
      return toAnswer(written, rest.ReturnValues);
    },
  };
  return async (operation, input) => {
    const { [operation]: answer } = operations;
    if (answer === undefined) throw new Error(`the tables in memory know no ${operation}`);
    return answer(input);
  };
}

interface Expressions {
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Record<string, AttributeValue>;
}

const toCondition = (input: Expressions): Condition => ({
  expression: input.ConditionExpression,
  names: input.ExpressionAttributeNames,
  values: input.ExpressionAttributeValues,
});

const KEY_CONDITION = /^\w+ = (:\w+)(?: AND \w+ (<?=) (:\w+))?$/;
const testSchema = v.optional(v.picklist(['=', '<=']));

function toAsked(input: v.InferOutput<typeof inputs.query>): Asked {
  const { KeyConditionExpression, ExpressionAttributeValues: values } = input;
  const [, partitionName = '', test, sortName = ''] =
    KEY_CONDITION.exec(KeyConditionExpression) ?? [];
  const { [partitionName]: partition, [sortName]: sort } = values;
  if (partition?.S === undefined) {
    throw new Error(`the tables in memory cannot read ${KeyConditionExpression}`);
  }
  return {
    partition: partition.S,
    sort: sortOf(v.parse(testSchema, test), keyIn(sort)),
    isBackward: !input.ScanIndexForward,
    limit: input.Limit,
  };
}

const sortOf = (test: '=' | '<=' | undefined, value: Key | undefined): Asked['sort'] =>
  test === undefined || value === undefined ? undefined : { test, value };

const done = (body: object, { table, indexes }: Consumed): AwsAnswer => ({
  kind: 'done',
  body: {
    ...body,
    ConsumedCapacity: {
      Table: { CapacityUnits: table },
      GlobalSecondaryIndexes: Object.fromEntries(
        [...indexes].map(([name, CapacityUnits]) => [name, { CapacityUnits }]),
      ),
    },
  },
});

function toAnswer(written: Write, returned: 'ALL_NEW' | 'ALL_OLD' | undefined): AwsAnswer {
  if (written.kind === 'refused') return { kind: 'conditionFailed', body: { Item: written.row } };
  const { old, row, consumed } = written;
  const Attributes = returned === 'ALL_NEW' ? row : old;
  return done(returned === undefined ? {} : { Attributes }, consumed);
}
