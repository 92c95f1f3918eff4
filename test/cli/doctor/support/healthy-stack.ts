import type {
  AwsView,
  FunctionState,
  RuleState,
  SecretState,
} from '../../../../cli/doctor/aws-view';
import type { StageVariables } from '../../../../cli/doctor/stage-settings';
import { NOON_MS } from '../../../support/fixed-clock';

const MINUTE_MS = 60_000;

/** What the doctor reads of the variables of all functions. */
export const VARIABLES: StageVariables = {
  LEDGER_TABLE_NAME: 'ledger',
  SESSIONS_TABLE_NAME: 'sessions',
  METRICS_NAMESPACE: 'ProactiveMessaging/test',
  KEY_PEPPER_SECRET_ARN: 'arn:pepper',
  OAUTH_CLIENT_SECRET_ARN: 'arn:oauth-client',
  DEFAULT_DEPLOYMENT_ID: '',
  GENESYS_DIALECT: 'platform',
  GENESYS_API_URL: 'https://api.mypurecloud.ie',
  GENESYS_LOGIN_URL: 'https://login.mypurecloud.ie',
  GENESYS_REQUESTS_PER_MINUTE: '300',
  AUDIENCE: 'everybody',
};

export const PARTNER_BUS = 'aws.partner/genesys.com/cloud/organization-1/shop';

/** A function with these variables beside those that all have. */
export const aFunction = (
  change: Partial<FunctionState> = {},
  variables: object = {},
): FunctionState => ({
  name: 'PostMessage',
  state: 'Active',
  lastUpdate: 'Successful',
  variables: { ...VARIABLES, ...variables },
  ...change,
});

export const aRule = (change: Partial<RuleState> = {}): RuleState => ({
  name: 'NotificationRequests',
  state: 'ENABLED',
  targets: 1,
  ...change,
});

export const aSecret = (change: object = {}): SecretState => ({
  kind: 'found',
  isDeleted: false,
  changedAtMs: NOON_MS - MINUTE_MS,
  hasPrevious: false,
  ...change,
});

/** A stack in which everything is in order, but for what a test changes. */
export const healthyStack = (change: Partial<AwsView> = {}): AwsView => ({
  identify: async () => ({ region: 'eu-west-1', account: '123456789012', arn: 'arn:operator' }),
  readStack: async () => ({ kind: 'found', status: 'UPDATE_COMPLETE', resources: 83 }),
  readFunctions: async () => [aFunction()],
  readWorkflows: async () => [{ name: 'Workflow', state: 'ACTIVE' }],
  readTables: async () => [{ name: 'Ledger', state: 'ACTIVE' }],
  readKeys: async () => [{ name: 'Key', state: 'Enabled', isRotated: true }],
  readRules: async () => [aRule()],
  readPartnerBus: async () => PARTNER_BUS,
  readPartnerSource: async () => 'ACTIVE',
  readIntakes: async () => [{ name: 'IngestEvents', state: 'Enabled' }],
  readNewestEventMs: async () => NOON_MS - MINUTE_MS,
  readLiveSession: async () => undefined,
  readFailureQueues: async () => [{ name: 'RejectedEvents', messages: 0 }],
  readSchedules: async () => [{ name: 'EveryMinute', state: 'ENABLED' }],
  countSweeps: async () => 10,
  readAlarms: async () => [{ name: 'SweeperSilence', state: 'OK' }],
  readPause: async () => ({ everything: false, types: [] }),
  readConcurrency: async () => ({ limit: 1000, unreserved: 900 }),
  describeSecret: async () => aSecret(),
  readSecret: async () => '{"clientId":"id","clientSecret":"secret"}',
  ...change,
});
