import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Rules of the security packs that we break knowingly, and their names in each pack. */
const RULES = {
  backupPlan: names('DynamoDBInBackupPlan', ['HIPAA.Security', 'NIST.800.53.R4', 'NIST.800.53.R5']),
  deadLetterQueueOfFunction: names('LambdaDLQ', ['Serverless', 'HIPAA.Security', 'NIST.800.53.R5']),
  deadLetterQueueOfQueue: ['AwsSolutions-SQS3'],
  everyResource: ['AwsSolutions-IAM5[Resource::*]'],
  failureDestination: ['Serverless-LambdaEventSourceMappingDestination'],
  redrive: ['Serverless-SQSRedrivePolicy'],
  reservedConcurrency: names('LambdaConcurrency', ['HIPAA.Security', 'NIST.800.53.R5']),
  rotation: [
    'AwsSolutions-SMG4',
    ...names('SecretsManagerRotationEnabled', ['HIPAA.Security', 'NIST.800.53.R5']),
  ],
  vpc: names('LambdaInsideVPC', [
    'HIPAA.Security',
    'NIST.800.53.R4',
    'NIST.800.53.R5',
    'PCI.DSS.321',
  ]),
  workflowLogsEverything: ['AwsSolutions-SF1'],
} as const satisfies Record<string, readonly string[]>;

/**
 * Accepts what the security packs find in one resource, with the reason a reviewer reads. Nothing above a single
 * resource may be accepted, and nothing that no pack finds: `npm run security` fails for either.
 */
export function acknowledge(
  construct: IConstruct,
  reasons: Partial<Record<keyof typeof RULES, string | undefined>>,
): void {
  const resource = construct.node.defaultChild ?? construct;
  for (const [rule, ids] of Object.entries(RULES)) {
    const reason = Object.entries(reasons).find(([name]) => name === rule)?.[1];
    if (reason === undefined) continue;
    for (const id of ids) Validations.of(resource).acknowledge({ id, reason });
  }
}

function names(rule: string, packs: readonly string[]): string[] {
  return packs.map((pack) => `${pack}-${rule}`);
}
