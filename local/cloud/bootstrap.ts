import type { Toolkit } from '@aws-cdk/toolkit-lib';
import { DeleteBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { EMULATOR_KEY, isAccount, type DeployTarget } from './deploy-target';

/**
 * Gives an emulator what the CDK needs in it; when that is there already it only looks. An account
 * must have been bootstrapped before, because that is a decision of its owner.
 */
export async function bootstrap(target: DeployTarget, toolkit: Toolkit): Promise<void> {
  if (isAccount(target)) return;
  const { BootstrapEnvironments } = await import('@aws-cdk/toolkit-lib');
  const environment = `aws://${target.accountId}/${target.region}`;
  await toolkit.bootstrap(BootstrapEnvironments.fromList([environment]));
  await allowPlainHttpAssets(target);
}

/** The assets bucket refuses plain HTTP, as it must on AWS; an emulator speaks nothing else. */
export async function allowPlainHttpAssets(target: DeployTarget): Promise<void> {
  if (!target.endpoint.startsWith('http:')) return;
  const client = new S3Client({
    endpoint: target.endpoint,
    region: target.region,
    credentials: EMULATOR_KEY,
    forcePathStyle: true,
  });
  const Bucket = `cdk-hnb659fds-assets-${target.accountId}-${target.region}`;
  try {
    await client.send(new DeleteBucketPolicyCommand({ Bucket }));
  } finally {
    client.destroy();
  }
}
