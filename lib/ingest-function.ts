import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { IngestEventsEnvironment } from '../lambda/contract/environment';
import { BY_WAKE_INDEX } from '../lambda/contract/ledger-table';
import { BY_CONTACT_INDEX } from '../lambda/contract/sessions-table';
import { STEP_TIMEOUT_SECONDS } from '../lambda/contract/timeouts';
import type { GenesysFunctionsProps } from './genesys-functions';
import { acknowledge } from './acknowledgements';
import { allowConsuming, allowSending } from './queue-access';
import { allowReadingSecret } from './secret-access';
import { StepFunction } from './step-function';
import { allowIndexes, allowReading, allowWriting } from './table-access';

type Upkeep = Pick<
  IngestEventsEnvironment,
  'SESSIONS_TABLE_NAME' | 'SESSION_RETENTION_DAYS' | 'SESSION_STALE_HOURS'
>;

export type IngestFunctionProps = Upkeep &
  Pick<
    GenesysFunctionsProps,
    | 'store'
    | 'keyPepper'
    | 'encryptionKey'
    | 'network'
    | 'metricsNamespace'
    | 'events'
    | 'unreadableEvents'
    | 'contactMergeTopic'
    | 'stateMachineArn'
  >;

/** The function that keeps the registry and what contacts want from events, and wakes what waits for the contacts they tell of. */
export function createIngestFunction(scope: Construct, props: IngestFunctionProps): IFunction {
  const { store, keyPepper, unreadableEvents } = props;
  const ingest = new StepFunction<IngestEventsEnvironment>(scope, 'IngestEvents', {
    handler: 'ingest-events',
    description: 'Keeps the session registry and what contacts want from events',
    timeout: Duration.seconds(STEP_TIMEOUT_SECONDS),
    encryptionKey: props.encryptionKey,
    network: props.network,
    environment: {
      SESSIONS_TABLE_NAME: props.SESSIONS_TABLE_NAME,
      SESSION_RETENTION_DAYS: props.SESSION_RETENTION_DAYS,
      SESSION_STALE_HOURS: props.SESSION_STALE_HOURS,
      METRICS_NAMESPACE: props.metricsNamespace,
      UNREADABLE_EVENTS_URL: unreadableEvents.queueUrl,
      CONTACT_MERGE_TOPIC: props.contactMergeTopic ?? '',
      LEDGER_TABLE_NAME: store.ledger.tableName,
      KEY_PEPPER_SECRET_ARN: keyPepper.secretArn,
      STATE_MACHINE_ARN: props.stateMachineArn,
    },
  });
  allowWriting(store.sessions, ingest.rights);
  allowWriting(store.ledger, ingest.rights);
  allowIndexes(store.ledger, ingest.rights, [BY_WAKE_INDEX]);
  if (props.contactMergeTopic !== undefined) {
    // What one of several merged contacts wants counts for all of them.
    allowReading(store.sessions, ingest.rights);
    allowReading(store.ledger, ingest.rights);
    allowIndexes(store.sessions, ingest.rights, [BY_CONTACT_INDEX]);
  }
  allowReadingSecret(keyPepper, ingest.rights);
  allowSending(unreadableEvents, ingest.rights);
  allowConsuming(props.events, ingest.rights);
  ingest.rights.allow(['states:StartExecution'], [props.stateMachineArn]);
  const mapping = ingest.addEventSourceMapping('Events', {
    eventSourceArn: props.events.queueArn,
    batchSize: 100,
    maxBatchingWindow: Duration.seconds(0),
    reportBatchItemFailures: true,
  });
  acknowledge(mapping, {
    failureDestination: 'A queue has no such thing: what fails goes to its dead-letter queue.',
  });
  return ingest;
}
