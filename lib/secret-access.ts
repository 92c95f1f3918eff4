import { CfnSecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ISecret, SecretProps } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledgements';
import type { ServiceRole } from './service-role';

export interface KeptSecretProps extends SecretProps {
  /** Why no schedule changes it. */
  readonly whyNotRotated: string;
}

/** Creates a secret that is known by its complete ARN attribute, so that a policy names it and nothing else. */
export function createSecret(scope: Construct, id: string, props: KeptSecretProps): ISecret {
  const secret = new Secret(scope, id, props);
  acknowledge(secret, { rotation: props.whyNotRotated });
  const resource = secret.node.defaultChild;
  if (!(resource instanceof CfnSecret)) return secret;
  return Secret.fromSecretAttributes(scope, `${id}ByArn`, {
    secretCompleteArn: resource.attrId,
    encryptionKey: props.encryptionKey,
  });
}

/** Lets a role read the value of a secret, and only that: `grantRead` would allow describing it as well. */
export function allowReadingSecret(secret: ISecret, role: ServiceRole): void {
  role.allow(
    ['secretsmanager:GetSecretValue'],
    [secret.secretFullArn ?? `${secret.secretArn}-??????`],
  );
  if (secret.encryptionKey) role.allow(['kms:Decrypt'], [secret.encryptionKey.keyArn]);
}
