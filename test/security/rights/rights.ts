/** Actions by the resource they are allowed on; `*` stands for actions that know no resource. */
export type Rights = Readonly<Record<string, readonly string[]>>;

const LOGS = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const TRACES = ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'];
const SECRET = ['secretsmanager:GetSecretValue'];
const ROWS = ['dynamodb:GetItem', 'dynamodb:UpdateItem'];
const KEY_OF_TABLES = [
  'kms:Decrypt',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];
const KEY_OF_QUEUES = ['kms:Decrypt', 'kms:GenerateDataKey'];

const handler = (name: string, more: Rights): Rights => ({
  [`${name}Logs`]: LOGS,
  '*': TRACES,
  Key: KEY_OF_TABLES,
  ...more,
});

/** A handler that speaks to Genesys. */
const caller = (name: string, more: Rights = {}): Rights =>
  handler(name, { StoreLedger: ROWS, OAuthClient: SECRET, ...more });

const schedule = (target: string): Rights => ({
  [target]: ['lambda:InvokeFunction'],
  IntakeUndeliveredEvents: ['sqs:SendMessage'],
  Key: KEY_OF_QUEUES,
});

/** Every role of the stack, and all it may do. */
export const RIGHTS: Readonly<Record<string, Rights>> = {
  FunctionsLoadSession: handler('FunctionsLoadSession', {
    StoreLedger: [...ROWS, 'dynamodb:PutItem'],
    StoreSessions: ['dynamodb:GetItem'],
    'StoreSessions/index/ByContact': ['dynamodb:Query'],
    'StoreSessions/index/ByWebchatSession': ['dynamodb:Query'],
    KeyPepper: SECRET,
  }),
  FunctionsPreflightConversation: caller('FunctionsPreflightConversation'),
  FunctionsPostMessage: caller('FunctionsPostMessage'),
  FunctionsOpenNewSession: caller('FunctionsOpenNewSession'),
  FunctionsSendByChannel: caller('FunctionsSendByChannel'),
  FunctionsReconcile: caller('FunctionsReconcile'),
  FunctionsDiagnoseRefusal: caller('FunctionsDiagnoseRefusal'),
  FunctionsCheckStaleSessions: caller('FunctionsCheckStaleSessions', {
    StoreSessions: ['dynamodb:UpdateItem'],
    'StoreSessions/index/ByStale': ['dynamodb:Query'],
  }),
  FunctionsIngestEvents: handler('FunctionsIngestEvents', {
    StoreLedger: ROWS,
    'StoreLedger/index/ByWake': ['dynamodb:Query'],
    // Reading, because the stage follows mergers of contacts.
    StoreSessions: ROWS,
    'StoreSessions/index/ByContact': ['dynamodb:Query'],
    KeyPepper: SECRET,
    IntakeQueue: ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
    IntakeUnreadableEvents: ['sqs:SendMessage'],
    WorkflowStateMachine: ['states:StartExecution'],
  }),
  SweeperFunction: handler('SweeperFunction', {
    StoreLedger: ROWS,
    'StoreLedger/index/ByDue': ['dynamodb:Query'],
    WorkflowStateMachine: ['states:StartExecution'],
  }),
  Workflow: {
    FunctionsLoadSession: ['lambda:InvokeFunction'],
    FunctionsPreflightConversation: ['lambda:InvokeFunction'],
    FunctionsPostMessage: ['lambda:InvokeFunction'],
    FunctionsOpenNewSession: ['lambda:InvokeFunction'],
    FunctionsSendByChannel: ['lambda:InvokeFunction'],
    FunctionsReconcile: ['lambda:InvokeFunction'],
    FunctionsDiagnoseRefusal: ['lambda:InvokeFunction'],
    IntakeBus: ['events:PutEvents'],
    RejectedEvents: ['sqs:SendMessage'],
    StoreLedger: ['dynamodb:UpdateItem'],
    Key: KEY_OF_TABLES,
    '*': [
      ...TRACES,
      'xray:GetSamplingRules',
      'xray:GetSamplingTargets',
      'logs:CreateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:DescribeLogGroups',
      'logs:DescribeResourcePolicies',
      'logs:GetLogDelivery',
      'logs:ListLogDeliveries',
      'logs:PutResourcePolicy',
      'logs:UpdateLogDelivery',
    ],
  },
  IntakeStart: { WorkflowStateMachine: ['states:StartExecution'] },
  Schedules: {
    IntakeBus: ['events:PutEvents'],
    IntakeUndeliveredEvents: ['sqs:SendMessage'],
    Key: KEY_OF_QUEUES,
  },
  SweeperSchedule: schedule('SweeperFunction'),
  StaleSessionCheckSchedule: schedule('FunctionsCheckStaleSessions'),
};
