import * as v from 'valibot';
import type { StackTemplate } from './template';

const keySchema = v.array(
  v.object({ AttributeName: v.string(), KeyType: v.picklist(['HASH', 'RANGE']) }),
);
const tableSchema = v.object({
  KeySchema: keySchema,
  AttributeDefinitions: v.array(
    v.object({ AttributeName: v.string(), AttributeType: v.picklist(['S', 'N', 'B']) }),
  ),
  GlobalSecondaryIndexes: v.array(
    v.object({
      IndexName: v.string(),
      KeySchema: keySchema,
      Projection: v.object({ ProjectionType: v.picklist(['ALL', 'KEYS_ONLY']) }),
    }),
  ),
  BillingMode: v.literal('PAY_PER_REQUEST'),
});

/** A table of the stack in CloudFormation's words, keys and indexes as they are deployed. */
export type DeployedTable = v.InferOutput<typeof tableSchema>;

export interface TableIndex {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string | undefined;
  /** Or keys only. */
  readonly hasWholeRows: boolean;
}

export interface TableKeys {
  readonly key: string;
  readonly indexes: readonly TableIndex[];
}

/** @param word in the logical id of the table */
export function deployedTable(template: StackTemplate, word: 'Sessions' | 'Ledger'): DeployedTable {
  const tables = [...template.of('AWS::DynamoDB::Table')];
  const [, properties] = tables.find(([id]) => id.includes(word)) ?? [];
  return parseTable(properties);
}

export const parseTable = (properties: unknown): DeployedTable => v.parse(tableSchema, properties);

/** By which attributes rows are found in a table. */
export function keysOf({ KeySchema, GlobalSecondaryIndexes }: DeployedTable): TableKeys {
  return {
    key: attributeOf(KeySchema, 'HASH') ?? '',
    indexes: GlobalSecondaryIndexes.map((index) => ({
      name: index.IndexName,
      partitionKey: attributeOf(index.KeySchema, 'HASH') ?? '',
      sortKey: attributeOf(index.KeySchema, 'RANGE'),
      hasWholeRows: index.Projection.ProjectionType === 'ALL',
    })),
  };
}

const attributeOf = (keys: DeployedTable['KeySchema'], type: 'HASH' | 'RANGE') =>
  keys.find(({ KeyType }) => KeyType === type)?.AttributeName;
