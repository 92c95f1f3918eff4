import type {
  AttributeValue,
  GetItemCommandInput,
  PutItemCommandInput,
  QueryCommandInput,
  UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { parseOwn } from '../contract/unreadable-data-error';
import type { CallAws } from './aws-json-client';

/** An item as DynamoDB gives it; each adapter parses what it needs of it. */
export type Item = Record<string, unknown>;

/** What a conditional write came to: the new item where it was asked for, or the item that stood in its way. */
export type Written =
  | { readonly kind: 'written'; readonly item: Item }
  | { readonly kind: 'refused'; readonly item: Item };

type Of<Input> = Omit<Input, 'TableName'>;

/** The four things we do with a table. */
export interface DynamoDbTable {
  get(input: Of<GetItemCommandInput>): Promise<Item | undefined>;
  query(input: Of<QueryCommandInput>): Promise<Item[]>;
  putIf(input: Of<PutItemCommandInput>): Promise<Written>;
  updateIf(input: Of<UpdateItemCommandInput>): Promise<Written>;
}

const itemSchema = v.record(v.string(), v.unknown());
const answerSchema = v.object({
  Item: v.optional(itemSchema),
  Items: v.optional(v.array(itemSchema), []),
  Attributes: v.optional(itemSchema, {}),
});

/** One table behind the JSON protocol. A condition that fails is an expected outcome, not an error. */
export function createDynamoDbTable(dynamoDb: CallAws, TableName: string): DynamoDbTable {
  const call = async (operation: string, input: object) => {
    const { kind, body } = await dynamoDb(operation, { TableName, ...input });
    return { kind, ...parseOwn(answerSchema, body, `the answer to ${operation}`) };
  };
  const write = async (operation: string, input: object): Promise<Written> => {
    const ReturnValuesOnConditionCheckFailure = 'ALL_OLD';
    const answer = await call(operation, { ...input, ReturnValuesOnConditionCheckFailure });
    return answer.kind === 'done'
      ? { kind: 'written', item: answer.Attributes }
      : { kind: 'refused', item: answer.Item ?? {} };
  };

  return {
    get: async (input) => (await call('GetItem', input)).Item,
    query: async (input) => (await call('Query', input)).Items,
    putIf: (input) => write('PutItem', input),
    updateIf: (input) => write('UpdateItem', input),
  };
}

/** A SET of the attributes that have a value, with names and values kept apart from the expression. */
export function setAttributes(attributes: Record<string, AttributeValue | undefined>) {
  const present = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value }],
  );
  return {
    expression: `SET ${present.map(({ name }) => `#${name} = :${name}`).join(', ')}`,
    names: Object.fromEntries(present.map(({ name }) => [`#${name}`, name])),
    values: Object.fromEntries(present.map(({ name, value }) => [`:${name}`, value])),
  };
}
