import { RemovalPolicy } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { ProactiveMessagingProps } from './messaging-props';
import { letServicesUse } from './encryption-key';
import { createSecret } from './secret-access';

/** What keeps the rest safe. */
export interface Safekeeping {
  readonly encryptionKey: IKey;
  readonly oauthClientSecret: ISecret;
  readonly keyPepper: ISecret;
}

/** The key and the two secrets, created where the app brings none. */
export function createSafekeeping(
  scope: Construct,
  props: Pick<ProactiveMessagingProps, 'encryptionKey' | 'oauthClientSecret'> & {
    readonly retainData: boolean;
  },
): Safekeeping {
  const removalPolicy = props.retainData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
  const encryptionKey =
    props.encryptionKey ??
    new Key(scope, 'Key', {
      description: 'Message texts, contacts and secrets of proactive messaging',
      enableKeyRotation: true,
      removalPolicy,
    });
  letServicesUse(scope, encryptionKey);
  const oauthClientSecret =
    props.oauthClientSecret ??
    createSecret(scope, 'OAuthClient', {
      description: 'Genesys OAuth client as JSON: {"clientId":"…","clientSecret":"…"}',
      encryptionKey,
      removalPolicy,
      whyNotRotated:
        'Genesys revokes the old client secret at once; docs/threat-model.md changes it by a second client.',
    });
  // Losing the pepper would give every notification a new identity, and with it a second delivery.
  const keyPepper = createSecret(scope, 'KeyPepper', {
    description: 'Keys the hashes that identify notifications and recipients; never change it',
    encryptionKey,
    removalPolicy,
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
    whyNotRotated:
      'It is part of the identity of every notification: another one would let each be sent again.',
  });
  return { encryptionKey, oauthClientSecret, keyPepper };
}
