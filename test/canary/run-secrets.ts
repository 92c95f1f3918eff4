import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import type { Canary } from './canary-scan';
import type { DeployedStack } from './deployed-stack';
import { ledgerTableOf } from './written-sources';

/** The secrets that a run of the stack works with; each is a canary. */
export async function secretsOf({ stage, genesys }: DeployedStack): Promise<Canary[]> {
  const { secrets, tables } = stage.aws;
  const { SecretList = [] } = await secrets.send(new ListSecretsCommand({}));
  const pepper = SecretList.find(({ ARN }) => ARN !== stage.outputs.OAuthClientSecretArn);
  const [known, token] = await Promise.all([
    secrets.send(new GetSecretValueCommand({ SecretId: pepper?.ARN })),
    tables.send(
      new GetItemCommand({
        TableName: await ledgerTableOf(stage.aws),
        Key: { pk: { S: 'TOKEN' } },
      }),
    ),
  ]);
  const basic = Buffer.from(`${genesys.clientId}:${genesys.clientSecret}`).toString('base64');
  return [
    { name: 'client secret', value: genesys.clientSecret },
    { name: 'basic credentials', value: basic },
    { name: 'pepper', value: known.SecretString ?? '' },
    { name: 'access token', value: token.Item?.accessToken?.S ?? '' },
  ];
}
