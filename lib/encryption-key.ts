import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Conditions } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/** Opens a key to the services, each for what it does for this account alone. A key from elsewhere keeps its policy. */
export function letServicesUse(scope: Construct, key: IKey): void {
  const stack = Stack.of(scope);
  const allowService = (
    service: string,
    actions: readonly string[],
    conditions: Conditions,
  ): void => {
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(service)],
        actions: [...actions],
        resources: ['*'],
        conditions,
      }),
    );
  };
  const arn = (service: string, resource: string): string =>
    `arn:${stack.partition}:${service}:${stack.region}:${stack.account}:${resource}`;

  // Rules put events into encrypted queues.
  allowService('events.amazonaws.com', ['kms:Decrypt', 'kms:GenerateDataKey'], {
    StringEquals: { 'aws:SourceAccount': stack.account },
    ArnLike: { 'aws:SourceArn': arn('events', 'rule/*') },
  });
  // CloudWatch Logs names the log group in the encryption context, and no source.
  allowService(
    `logs.${stack.region}.amazonaws.com`,
    [
      'kms:Encrypt',
      'kms:Decrypt',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
      'kms:GenerateDataKey',
      'kms:GenerateDataKeyWithoutPlaintext',
      'kms:DescribeKey',
    ],
    { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': arn('logs', 'log-group:*') } },
  );
  // On its way from the workflow to its log group, what is logged carries the account in the encryption context.
  allowService('delivery.logs.amazonaws.com', ['kms:Decrypt'], {
    StringEquals: { 'kms:EncryptionContext:SourceArn': arn('logs', '*') },
  });
}

/** The same key to a construct that would write into its policy. */
export const withFixedPolicy = (scope: Construct, { keyArn }: IKey): IKey =>
  Key.fromKeyArn(scope, 'KeyByArn', keyArn);
