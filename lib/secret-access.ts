import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnSecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ISecret, SecretProps } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

/** Creates a secret that is known by its complete ARN attribute, so that a policy names it and nothing else. */
export function createSecret(scope: Construct, id: string, props: SecretProps): ISecret {
  const secret = new Secret(scope, id, props);
  const resource = secret.node.defaultChild;
  if (!(resource instanceof CfnSecret)) return secret;
  return Secret.fromSecretAttributes(scope, `${id}ByArn`, {
    secretCompleteArn: resource.attrId,
    encryptionKey: props.encryptionKey,
  });
}

/** Lets somebody read the value, and only that: `grantRead` would allow describing it as well. */
export function allowReading(secret: ISecret, grantee: IGrantable): void {
  const resources = [secret.secretFullArn ?? `${secret.secretArn}-??????`];
  const actions = ['secretsmanager:GetSecretValue'];
  grantee.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({ effect: Effect.ALLOW, actions, resources }),
  );
  secret.encryptionKey?.grantDecrypt(grantee);
}
