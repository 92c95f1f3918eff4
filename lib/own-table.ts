import { Stack } from 'aws-cdk-lib';
import { CfnGlobalTable, CfnTable, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import * as v from 'valibot';
import type { TableIndex, TableShape } from './table-shapes';

/** The schema of a key, as CloudFormation has it. */
const keySchema = v.array(v.object({ attributeName: v.string(), keyType: v.string() }));

const definitionSchema = v.object({
  keySchema,
  timeToLiveSpecification: v.optional(v.object({ attributeName: v.string() })),
  globalSecondaryIndexes: v.optional(
    v.array(
      v.object({
        indexName: v.string(),
        keySchema,
        projection: v.object({ projectionType: v.string() }),
      }),
    ),
    [],
  ),
});
type Definition = v.InferOutput<typeof definitionSchema>;

/**
 * Takes a table that the app brings. It is known with its indexes from here on, so that grants reach those as well, and if
 * it belongs to the app, synthesis fails while something is missing.
 */
export function useOwnTable(
  scope: Construct,
  id: string,
  table: ITable,
  shape: TableShape,
): ITable {
  // At the end of the synthesis: indexes may be added until then.
  scope.node.addValidation({
    validate: () =>
      missingIn(table, shape).map((fault) => `${id} table ${table.node.path}: ${fault}`),
  });
  return Table.fromTableAttributes(scope, id, {
    tableArn: table.tableArn,
    encryptionKey: table.encryptionKey,
    globalIndexes: shape.indexes.map(({ indexName }) => indexName),
  });
}

function missingIn(table: ITable, shape: TableShape): string[] {
  const resource = table.node.defaultChild;
  if (!(resource instanceof CfnTable || resource instanceof CfnGlobalTable)) return [];
  const { keySchema: key, timeToLiveSpecification, globalSecondaryIndexes } = resource;
  const definition = v.parse(
    definitionSchema,
    Stack.of(resource).resolve({ keySchema: key, timeToLiveSpecification, globalSecondaryIndexes }),
  );
  return faultsOf(definition, shape);
}

function faultsOf(found: Definition, shape: TableShape): string[] {
  const { partitionKey, timeToLiveAttribute, indexes } = shape;
  const faults = indexes.filter((index) => !hasIndex(found, index)).map(indexFault);
  if (!hasKeys(found.keySchema, { partitionKey })) {
    faults.unshift(`partition key ${partitionKey.name} and no sort key expected`);
  }
  if (found.timeToLiveSpecification?.attributeName !== timeToLiveAttribute) {
    faults.push(`TTL attribute ${timeToLiveAttribute} expected`);
  }
  return faults;
}

type Keys = Pick<TableIndex, 'partitionKey' | 'sortKey'>;

const hasIndex = (found: Definition, index: TableIndex): boolean =>
  found.globalSecondaryIndexes.some(
    ({ indexName, keySchema: keys, projection }) =>
      indexName === index.indexName &&
      hasKeys(keys, index) &&
      // An index that holds everything serves a query for keys as well.
      ['ALL', String(index.projectionType)].includes(projection.projectionType),
  );

const hasKeys = (
  found: v.InferOutput<typeof keySchema>,
  { partitionKey, sortKey }: Keys,
): boolean =>
  namesOf(found, 'HASH') === partitionKey.name && namesOf(found, 'RANGE') === (sortKey?.name ?? '');

const namesOf = (keys: v.InferOutput<typeof keySchema>, type: string): string =>
  keys
    .filter(({ keyType }) => keyType === type)
    .map(({ attributeName }) => attributeName)
    .join(' ');

const indexFault = ({ indexName, partitionKey, sortKey, projectionType }: TableIndex): string =>
  `index ${indexName} on ${[partitionKey.name, ...(sortKey ? [sortKey.name] : [])].join(' and ')} with projection ${projectionType} expected`;
