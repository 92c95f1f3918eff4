import { DeleteTableCommand, DynamoDBClient, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { KMSClient, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { DeleteSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { DeployTarget } from '../../local/cloud/deploy-target';
import { clientSettings } from '../../local/story/aws-clients';
import type { StackResource } from './admin';

/** Takes away what the stack left on purpose: it was only a test. */
export async function removeRetained(
  target: DeployTarget,
  resources: readonly StackResource[],
): Promise<void> {
  const settings = clientSettings(target);
  const tables = new DynamoDBClient(settings);
  const keys = new KMSClient(settings);
  const secrets = new SecretsManagerClient(settings);
  for (const { type, physicalId } of resources) {
    if (type === 'AWS::DynamoDB::Table') {
      const TableName = physicalId;
      await tables.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false }));
      await tables.send(new DeleteTableCommand({ TableName }));
    }
    if (type === 'AWS::SecretsManager::Secret') {
      const secret = { SecretId: physicalId, ForceDeleteWithoutRecovery: true };
      await secrets.send(new DeleteSecretCommand(secret));
    }
  }
  // Last: what it encrypts has to be gone.
  for (const { physicalId: KeyId } of resources.filter(({ type }) => type === 'AWS::KMS::Key')) {
    await keys.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
  }
}
