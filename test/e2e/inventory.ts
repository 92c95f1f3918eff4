import {
  CloudWatchClient,
  GetDashboardCommand,
  paginateDescribeAlarms,
} from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, ListEventBusesCommand } from '@aws-sdk/client-eventbridge';
import { IAMClient, paginateListRoles } from '@aws-sdk/client-iam';
import { DescribeKeyCommand, KMSClient, paginateListKeys } from '@aws-sdk/client-kms';
import {
  LambdaClient,
  paginateListEventSourceMappings,
  paginateListFunctions,
} from '@aws-sdk/client-lambda';
import {
  paginateListScheduleGroups,
  paginateListSchedules,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { paginateListSecrets, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { paginateListStateMachines, SFNClient } from '@aws-sdk/client-sfn';
import { paginateListQueues, SQSClient } from '@aws-sdk/client-sqs';
import type { DeployTarget } from '../../local/cloud/deploy-target';
import { clientSettings } from '../../local/story/aws-clients';

type Names = readonly (string | undefined)[];

/** What there is of a type; a list that can't be had is asked for the ids one by one. */
export type Listing = (ids: readonly string[]) => Promise<Names>;

/** Collects from every page of a list. */
async function all<Page>(
  pages: AsyncIterable<Page>,
  namesOf: (page: Page) => Names | undefined,
): Promise<Names> {
  const names: (string | undefined)[] = [];
  for await (const page of pages) names.push(...(namesOf(page) ?? []));
  return names;
}

/** How an account lists what it has of a CloudFormation type, by physical id. */
export function createInventory(target: DeployTarget): ReadonlyMap<string, Listing> {
  const settings = clientSettings(target);
  const watch = new CloudWatchClient(settings);
  const logs = new CloudWatchLogsClient(settings);
  const tables = new DynamoDBClient(settings);
  const events = new EventBridgeClient(settings);
  const iam = new IAMClient(settings);
  const keys = new KMSClient(settings);
  const functions = new LambdaClient(settings);
  const scheduler = new SchedulerClient(settings);
  const secrets = new SecretsManagerClient(settings);
  const workflows = new SFNClient(settings);
  const queues = new SQSClient(settings);
  return new Map<string, Listing>([
    [
      'AWS::CloudWatch::Alarm',
      () =>
        all(paginateDescribeAlarms({ client: watch }, {}), ({ MetricAlarms }) =>
          MetricAlarms?.map(({ AlarmName }) => AlarmName),
        ),
    ],
    ['AWS::CloudWatch::Dashboard', (ids) => dashboards(watch, ids)],
    [
      'AWS::Logs::LogGroup',
      () =>
        all(paginateDescribeLogGroups({ client: logs }, {}), ({ logGroups }) =>
          logGroups?.map(({ logGroupName }) => logGroupName),
        ),
    ],
    [
      'AWS::DynamoDB::Table',
      () => all(paginateListTables({ client: tables }, {}), ({ TableNames }) => TableNames),
    ],
    [
      'AWS::Events::EventBus',
      async () =>
        (await events.send(new ListEventBusesCommand({}))).EventBuses?.map(({ Name }) => Name) ??
        [],
    ],
    [
      'AWS::IAM::Role',
      () =>
        all(paginateListRoles({ client: iam }, {}), ({ Roles }) =>
          Roles?.map(({ RoleName }) => RoleName),
        ),
    ],
    ['AWS::KMS::Key', () => usableKeys(keys)],
    [
      'AWS::Lambda::Function',
      () =>
        all(paginateListFunctions({ client: functions }, {}), ({ Functions }) =>
          Functions?.map(({ FunctionName }) => FunctionName),
        ),
    ],
    [
      'AWS::Lambda::EventSourceMapping',
      () =>
        all(paginateListEventSourceMappings({ client: functions }, {}), ({ EventSourceMappings }) =>
          EventSourceMappings?.map(({ UUID }) => UUID),
        ),
    ],
    [
      'AWS::Scheduler::Schedule',
      () =>
        all(paginateListSchedules({ client: scheduler }, {}), ({ Schedules }) =>
          Schedules?.map(({ Name }) => Name),
        ),
    ],
    [
      'AWS::Scheduler::ScheduleGroup',
      () =>
        all(paginateListScheduleGroups({ client: scheduler }, {}), ({ ScheduleGroups }) =>
          ScheduleGroups?.map(({ Name }) => Name),
        ),
    ],
    [
      'AWS::SecretsManager::Secret',
      () =>
        all(paginateListSecrets({ client: secrets }, {}), ({ SecretList }) =>
          SecretList?.flatMap(({ ARN, Name }) => [ARN, Name]),
        ),
    ],
    [
      'AWS::StepFunctions::StateMachine',
      () =>
        all(paginateListStateMachines({ client: workflows }, {}), ({ stateMachines }) =>
          stateMachines?.map(({ stateMachineArn }) => stateMachineArn),
        ),
    ],
    [
      'AWS::SQS::Queue',
      () => all(paginateListQueues({ client: queues }, {}), ({ QueueUrls }) => QueueUrls),
    ],
  ]);
}

/** A key that is to be deleted stays in the list for a week and more. */
async function usableKeys(client: KMSClient): Promise<Names> {
  const ids = await all(paginateListKeys({ client }, {}), ({ Keys }) =>
    Keys?.map(({ KeyId }) => KeyId),
  );
  const usable = await Promise.all(
    ids.map(async (KeyId) => {
      const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId }));
      return KeyMetadata?.KeyState === 'PendingDeletion' ? [] : [KeyId];
    }),
  );
  return usable.flat();
}

/** The emulator's list of dashboards lacks their sizes, and no SDK reads it. */
async function dashboards(client: CloudWatchClient, ids: readonly string[]): Promise<Names> {
  const found = await Promise.all(
    ids.map(async (DashboardName) => {
      const asked = client.send(new GetDashboardCommand({ DashboardName }));
      return await asked.then(
        () => [DashboardName],
        (error: unknown) => {
          if (error instanceof Error && /NotFound/.test(error.name)) return [];
          throw error;
        },
      );
    }),
  );
  return found.flat();
}
