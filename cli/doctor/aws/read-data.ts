import { GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DescribeSecretCommand, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CONTROL_KEY } from '../../../lambda/contract/ledger-table';
import { BY_STALE_INDEX, STALE_PARTITIONS } from '../../../lambda/contract/sessions-table';
import type { LiveSession, Pause, SecretState } from '../aws-view';
import { unlessMissing } from './unless-missing';

/** The session that was heard of last, of all that our registry holds for live. */
export async function readLiveSession(
  tables: DynamoDBClient,
  TableName: string,
): Promise<LiveSession | undefined> {
  const newest = await Promise.all(
    STALE_PARTITIONS.map(async (partition) => {
      const { Items = [] } = await tables.send(
        new QueryCommand({
          TableName,
          IndexName: BY_STALE_INDEX,
          KeyConditionExpression: 'stalePartition = :partition',
          ExpressionAttributeValues: { ':partition': { S: partition } },
          ScanIndexForward: false,
          Limit: 1,
        }),
      );
      return Items;
    }),
  );
  const found = newest.flat().map(({ conversationId, staleAtMs }) => ({
    conversationId: conversationId?.S ?? '',
    staleAtMs: Number(staleAtMs?.N ?? 0),
  }));
  const last = found.toSorted((a, b) => b.staleAtMs - a.staleAtMs)[0];
  if (last === undefined) return undefined;
  const { conversationId } = last;
  const { Item } = await tables.send(
    new GetItemCommand({
      TableName,
      Key: { conversationId: { S: conversationId } },
      ProjectionExpression: 'lastEventAtMs',
    }),
  );
  const at = Item?.lastEventAtMs?.N;
  return { conversationId, ...(at !== undefined && { lastEventMs: Number(at) }) };
}

export async function readPause(tables: DynamoDBClient, TableName: string): Promise<Pause> {
  const command = new GetItemCommand({ TableName, Key: { pk: { S: CONTROL_KEY } } });
  const { Item } = await tables.send(command);
  return {
    everything: Item?.pausedEverything?.BOOL === true,
    types: Item?.pausedTypes?.SS ?? [],
  };
}

export async function describeSecret(
  secrets: SecretsManagerClient,
  SecretId: string,
): Promise<SecretState> {
  const asked = secrets.send(new DescribeSecretCommand({ SecretId }));
  const found = await unlessMissing(asked, undefined);
  if (found === undefined) return { kind: 'missing' };
  const stages = Object.values(found.VersionIdsToStages ?? {}).flat();
  return {
    kind: 'found',
    isDeleted: found.DeletedDate !== undefined,
    changedAtMs: found.LastChangedDate?.getTime(),
    hasPrevious: stages.includes('AWSPREVIOUS'),
  };
}

/** Empty when the secret holds no text. */
export async function readSecret(secrets: SecretsManagerClient, SecretId: string): Promise<string> {
  const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId }));
  return SecretString;
}
