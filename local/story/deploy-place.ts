import { DescribeEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { assertReachable, type DeployTarget } from '../cloud/deploy-target';
import { errorMessage } from '../cloud/error-facts';
import { clientSettings } from './aws-clients';
import { StoryError } from './story-error';

/** Finds out which account an emulator or the reader's credentials speak for; throws when nobody answers. */
export async function findTarget(
  endpoint: string,
  environment: NodeJS.ProcessEnv,
): Promise<DeployTarget> {
  const region = environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION ?? 'us-east-1';
  await assertReachable({ endpoint, region, accountId: '' });
  const client = new EventBridgeClient(clientSettings({ endpoint, region }));
  try {
    // Every account has a default bus, and its ARN says whose it is.
    const { Arn = '' } = await client.send(new DescribeEventBusCommand({}));
    const accountId = Arn.split(':')[4] ?? '';
    if (/^\d{12}$/.test(accountId)) return { endpoint, region, accountId };
    throw new Error(`its default event bus is "${Arn}"`);
  } catch (cause) {
    throw noAccount(endpoint, cause);
  } finally {
    client.destroy();
  }
}

function noAccount(endpoint: string, cause: unknown): StoryError {
  const where = endpoint === 'account' ? 'AWS' : endpoint;
  return new StoryError(
    'ACCOUNT_UNKNOWN',
    `${where} does not say which account it is: ${errorMessage(cause)}.`,
    endpoint === 'account'
      ? 'Sign in to AWS (for example with `aws sso login`), or set AWS_PROFILE and AWS_REGION.'
      : 'Check that an AWS emulator with EventBridge listens there, or leave --endpoint out.',
    { cause },
  );
}
