import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { ServiceRole } from './service-role';

/** Lets a role put messages into an encrypted queue, as a dead-letter queue also takes. */
export function allowSending(queue: IQueue, role: ServiceRole): void {
  role.allow(['sqs:SendMessage'], [queue.queueArn]);
  allowKeyUse(queue.encryptionMasterKey, role, ['kms:Decrypt', 'kms:GenerateDataKey']);
}

/** Lets a role do what an event source mapping does with an encrypted queue. */
export function allowConsuming(queue: IQueue, role: ServiceRole): void {
  role.allow(
    ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    [queue.queueArn],
  );
  allowKeyUse(queue.encryptionMasterKey, role, ['kms:Decrypt']);
}

function allowKeyUse(key: IKey | undefined, role: ServiceRole, actions: readonly string[]): void {
  if (key) role.allow(actions, [key.keyArn]);
}
