import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import { clientSettings } from '../../aws/place';
import type { Place } from '../../aws/place';

export type AwsClients = ReturnType<typeof createAwsClients>;

/** One client for each service that a stack is made of. */
export function createAwsClients(place: Place) {
  const settings = clientSettings(place);
  return {
    alarms: new CloudWatchClient(settings),
    events: new EventBridgeClient(settings),
    identity: new STSClient(settings),
    keys: new KMSClient(settings),
    lambda: new LambdaClient(settings),
    logs: new CloudWatchLogsClient(settings),
    queues: new SQSClient(settings),
    schedules: new SchedulerClient(settings),
    secrets: new SecretsManagerClient(settings),
    stacks: new CloudFormationClient(settings),
    tables: new DynamoDBClient(settings),
    workflows: new SFNClient(settings),
  };
}
