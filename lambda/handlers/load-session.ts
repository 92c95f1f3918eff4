import { createDynamoDbSessionFinder } from '../adapters/dynamodb-session-finder';
import { createKeyedIdentity } from '../adapters/keyed-identity';
import { readTemplates } from '../adapters/template-file';
import { loadSessionEnvironment } from '../contract/environment';
import { readLimits } from '../contract/limits-variable';
import { parseOwn } from '../contract/unreadable-data-error';
import { loadSession } from '../steps/load-session';
import { logged } from './logged';
import {
  openKillSwitch,
  openLedger,
  openTable,
  readSecret,
  systemClock,
  telemetry,
} from './runtime';

const MS_PER_DAY = 86_400_000;

const environment = parseOwn(loadSessionEnvironment, process.env, 'the environment');

export const handler = logged(
  'Load session',
  telemetry(environment.METRICS_NAMESPACE),
  loadSession({
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
    // The bundle's own folder.
    templates: readTemplates(__dirname),
  }),
);
