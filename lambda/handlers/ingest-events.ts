import { createRecipientPreferences } from '../adapters/dynamodb-recipient-preferences';
import { createDynamoDbSessionFinder } from '../adapters/dynamodb-session-finder';
import { createWaitingNotifications } from '../adapters/dynamodb-waiting-notifications';
import { createKeyedIdentity } from '../adapters/keyed-identity';
import { rememberSessions } from '../adapters/remembering-session-registry';
import { createUnreadableEvents } from '../adapters/sqs-unreadable-events';
import { createWorkflowStarter } from '../adapters/workflow-starter';
import { ingestEventsEnvironment } from '../contract/environment';
import { parseOwn } from '../contract/unreadable-data-error';
import { ingestEvents } from '../steps/ingest-events';
import { wakeWaiting } from '../steps/wake-waiting';
import {
  callSqs,
  callStepFunctions,
  openTable,
  readSecret,
  systemClock,
  telemetry,
} from './runtime';
import { openSessionRegistry } from './session-upkeep';

const environment = parseOwn(ingestEventsEnvironment, process.env, 'the environment');

const ledgerTable = openTable(environment.LEDGER_TABLE_NAME);
const identity = createKeyedIdentity(() => readSecret(environment.KEY_PEPPER_SECRET_ARN));

const waking = wakeWaiting({
  waiting: createWaitingNotifications(ledgerTable),
  workflow: createWorkflowStarter(callStepFunctions, environment.STATE_MACHINE_ARN),
  identity,
  clock: systemClock,
});

export const handler = ingestEvents({
  sessions: rememberSessions(openSessionRegistry(environment)),
  recipients: createRecipientPreferences(ledgerTable),
  identity,
  unreadable: createUnreadableEvents(callSqs, environment.UNREADABLE_EVENTS_URL),
  clock: systemClock,
  settings: { contactMergeTopic: environment.CONTACT_MERGE_TOPIC },
  ...telemetry(environment.METRICS_NAMESPACE),
  families:
    environment.CONTACT_MERGE_TOPIC === ''
      ? undefined
      : createDynamoDbSessionFinder(openTable(environment.SESSIONS_TABLE_NAME)),
  returns: waking,
  leaves: waking,
});
