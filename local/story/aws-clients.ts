import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { EMULATOR_KEY, isAccount, type DeployTarget } from '../cloud/deploy-target';

/** The AWS services an application and its operator use. */
export interface AwsClients {
  readonly events: EventBridgeClient;
  readonly functions: LambdaClient;
  readonly queues: SQSClient;
  readonly scheduler: SchedulerClient;
  readonly secrets: SecretsManagerClient;
  readonly tables: DynamoDBClient;
  readonly workflows: SFNClient;
  destroy(): void;
}

/** Where clients speak to: an emulator with its well-known key, or AWS with the reader's own credentials. */
export function clientSettings(target: Pick<DeployTarget, 'endpoint' | 'region'>) {
  const { endpoint, region } = target;
  if (isAccount({ endpoint, region, accountId: '' })) return { region };
  // Some calls put a word before the host's name; an emulator has one name for everything.
  return { endpoint, region, credentials: EMULATOR_KEY, disableHostPrefix: true };
}

export function createAwsClients(target: DeployTarget): AwsClients {
  const settings = clientSettings(target);
  const clients = {
    events: new EventBridgeClient(settings),
    functions: new LambdaClient(settings),
    queues: new SQSClient(settings),
    scheduler: new SchedulerClient(settings),
    secrets: new SecretsManagerClient(settings),
    tables: new DynamoDBClient(settings),
    workflows: new SFNClient(settings),
  };
  if (target.endpoint.startsWith('http:')) claimTls(clients.queues);
  return {
    ...clients,
    destroy: () => {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}

/**
 * Queues of the stack demand TLS, also of whoever wants to change that. On the loopback there is none;
 * emulators take the word of the header with which a proxy in front of them would say that there was.
 */
function claimTls({ middlewareStack }: SQSClient): void {
  middlewareStack.add(
    (next) => async (args) => {
      const { request } = args;
      if (isWithHeaders(request)) request.headers['x-forwarded-proto'] = 'https';
      return await next(args);
    },
    { step: 'build', name: 'claimTls' },
  );
}

function isWithHeaders(request: unknown): request is { headers: Record<string, string> } {
  return typeof request === 'object' && request !== null && 'headers' in request;
}
