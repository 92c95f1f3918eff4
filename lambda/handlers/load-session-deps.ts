import { createDynamoDbSessionFinder } from '../adapters/dynamodb-session-finder';
import { createKeyedIdentity } from '../adapters/keyed-identity';
import type { LoadSessionEnvironment } from '../contract/environment';
import { readLimits } from '../contract/limits-variable';
import type { MessageTemplates } from '../contract/message-templates';
import type { LoadSessionDeps } from '../steps/load-session';
import { openKillSwitch, openLedger, openTable, readSecret, systemClock } from './runtime';

const MS_PER_DAY = 86_400_000;

/** What Load session works with, also where a plan runs it. */
export const openLoadSession = (
  environment: LoadSessionEnvironment,
  templates: MessageTemplates,
): LoadSessionDeps => ({
  ledger: openLedger(environment.LEDGER_TABLE_NAME),
  killSwitch: openKillSwitch(environment.LEDGER_TABLE_NAME),
  sessions: createDynamoDbSessionFinder(openTable(environment.SESSIONS_TABLE_NAME)),
  identity: createKeyedIdentity(() => readSecret(environment.KEY_PEPPER_SECRET_ARN)),
  clock: systemClock,
  limits: readLimits(environment),
  settings: {
    defaultDeploymentId: environment.DEFAULT_DEPLOYMENT_ID || undefined,
    unknownContact: environment.UNKNOWN_CONTACT,
    defaultTimeZone: environment.DEFAULT_TIME_ZONE,
    patienceMs: Number(environment.PARK_DAYS) * MS_PER_DAY,
    needsDeployment: environment.GENESYS_DIALECT === 'platform',
  },
  templates,
});
