/** What somebody could try, by service: everything the stack does, and what an intruder would like to. */
const BY_SERVICE: Readonly<Record<string, string>> = {
  cloudwatch:
    'DeleteAlarms DisableAlarmActions GetMetricData PutDashboard PutMetricAlarm PutMetricData SetAlarmState',
  cloudformation: 'CreateStack DeleteStack DescribeStacks UpdateStack',
  dynamodb:
    'BatchGetItem BatchWriteItem ConditionCheckItem CreateBackup DeleteItem DeleteResourcePolicy DeleteTable DescribeStream DescribeTable DisableKinesisStreamingDestination EnableKinesisStreamingDestination ExportTableToPointInTime GetItem GetRecords GetShardIterator ImportTable PartiQLDelete PartiQLInsert PartiQLSelect PartiQLUpdate PutItem PutResourcePolicy Query RestoreTableToPointInTime Scan TagResource UpdateContinuousBackups UpdateItem UpdateTable UpdateTimeToLive',
  ec2: 'CreateNetworkInterface DeleteNetworkInterface DescribeInstances RunInstances',
  events:
    'CreateArchive CreateEventBus DeleteEventBus DeleteRule DescribeEventBus DisableRule EnableRule PutEvents PutPartnerEvents PutPermission PutRule PutTargets RemovePermission RemoveTargets StartReplay UpdateEventBus',
  iam: 'AttachRolePolicy CreateAccessKey CreatePolicyVersion CreateRole CreateUser DeleteRolePermissionsBoundary GetRole PassRole PutRolePolicy SetDefaultPolicyVersion UpdateAssumeRolePolicy',
  kms: 'CancelKeyDeletion CreateGrant Decrypt DescribeKey DisableKey DisableKeyRotation Encrypt GenerateDataKey GenerateDataKeyPair GenerateDataKeyWithoutPlaintext GetKeyPolicy PutKeyPolicy ReEncryptFrom ReEncryptTo RetireGrant RevokeGrant ScheduleKeyDeletion Sign',
  lambda:
    'AddPermission CreateEventSourceMapping CreateFunction CreateFunctionUrlConfig DeleteFunction DeleteFunctionConcurrency GetFunction GetFunctionConfiguration InvokeAsync InvokeFunction InvokeFunctionUrl PublishVersion PutFunctionConcurrency UpdateEventSourceMapping UpdateFunctionCode UpdateFunctionConfiguration',
  logs: 'AssociateKmsKey CreateExportTask CreateLogDelivery CreateLogGroup CreateLogStream DeleteLogDelivery DeleteLogGroup DeleteLogStream DeleteRetentionPolicy DescribeLogGroups DescribeResourcePolicies DisassociateKmsKey FilterLogEvents GetLogDelivery GetLogEvents ListLogDeliveries PutLogEvents PutResourcePolicy PutRetentionPolicy PutSubscriptionFilter StartQuery UpdateLogDelivery',
  s3: 'GetObject ListBucket PutObject',
  scheduler:
    'CreateSchedule DeleteSchedule DeleteScheduleGroup GetSchedule ListSchedules UpdateSchedule',
  secretsmanager:
    'CancelRotateSecret CreateSecret DeleteSecret DescribeSecret GetResourcePolicy GetSecretValue ListSecretVersionIds ListSecrets PutResourcePolicy PutSecretValue RestoreSecret RotateSecret UpdateSecret UpdateSecretVersionStage',
  sns: 'Publish Subscribe',
  sqs: 'AddPermission ChangeMessageVisibility CreateQueue DeleteMessage DeleteQueue GetQueueAttributes GetQueueUrl PurgeQueue ReceiveMessage RemovePermission SendMessage SetQueueAttributes StartMessageMoveTask',
  ssm: 'GetParameter GetParametersByPath PutParameter SendCommand',
  states:
    'CreateStateMachine DeleteStateMachine DescribeExecution DescribeStateMachine GetActivityTask GetExecutionHistory ListExecutions RedriveExecution SendTaskFailure SendTaskSuccess StartExecution StartSyncExecution StopExecution UpdateStateMachine',
  sts: 'AssumeRole AssumeRoleWithWebIdentity GetFederationToken',
  xray: 'GetSamplingRules GetSamplingTargets GetTraceSummaries PutEncryptionConfig PutTelemetryRecords PutTraceSegments',
};

/** A closed list: what is not allowed by name in `rights.ts` must be denied. */
export const ACTIONS: readonly string[] = Object.entries(BY_SERVICE).flatMap(([service, names]) =>
  names.split(' ').map((name) => `${service}:${name}`),
);

export const serviceOf = (actionOrArn: string): string =>
  (actionOrArn.startsWith('arn:') ? actionOrArn.split(':')[2] : actionOrArn.split(':')[0]) ?? '';
