import { createRecipientPreferences } from '../adapters/dynamodb-recipient-preferences';
import { createKeyedIdentity } from '../adapters/keyed-identity';
import { rememberSessions } from '../adapters/remembering-session-registry';
import { createUnreadableEvents } from '../adapters/sqs-unreadable-events';
import { ingestEventsEnvironment } from '../contract/environment';
import { parseOwn } from '../contract/unreadable-data-error';
import { ingestEvents } from '../steps/ingest-events';
import { callSqs, openTable, readSecret, systemClock, telemetry } from './runtime';
import { openSessionRegistry } from './session-upkeep';

const environment = parseOwn(ingestEventsEnvironment, process.env, 'the environment');

export const handler = ingestEvents({
  sessions: rememberSessions(openSessionRegistry(environment)),
  recipients: createRecipientPreferences(openTable(environment.LEDGER_TABLE_NAME)),
  identity: createKeyedIdentity(() => readSecret(environment.KEY_PEPPER_SECRET_ARN)),
  unreadable: createUnreadableEvents(callSqs, environment.UNREADABLE_EVENTS_URL),
  clock: systemClock,
  settings: { contactMergeTopic: environment.CONTACT_MERGE_TOPIC },
  ...telemetry(environment.METRICS_NAMESPACE),
});
