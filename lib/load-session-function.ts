import { Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { LoadSessionEnvironment } from '../lambda/contract/environment';
import { TEMPLATES_FILE } from '../lambda/contract/message-templates';
import { BY_CONTACT_INDEX, BY_WEBCHAT_SESSION_INDEX } from '../lambda/contract/sessions-table';
import { STEP_TIMEOUT_SECONDS } from '../lambda/contract/timeouts';
import type { GenesysFunctionsProps } from './genesys-functions';
import { allowReadingSecret } from './secret-access';
import { StepFunction } from './step-function';
import { allowIndexes, allowReading, allowWriting } from './table-access';

export interface LoadSessionFunctionProps extends Pick<
  GenesysFunctionsProps,
  'store' | 'keyPepper' | 'encryptionKey' | 'network' | 'templates'
> {
  readonly environment: LoadSessionEnvironment;
}

/** The function that takes a request in and finds the session it is about. */
export function createLoadSessionFunction(
  scope: Construct,
  props: LoadSessionFunctionProps,
): IFunction {
  const { store, keyPepper } = props;
  const loadSession = new StepFunction<LoadSessionEnvironment>(scope, 'LoadSession', {
    handler: 'load-session',
    description: 'Stores the request and finds the session',
    timeout: Duration.seconds(STEP_TIMEOUT_SECONDS),
    files: { [TEMPLATES_FILE]: JSON.stringify(props.templates) },
    environment: props.environment,
    encryptionKey: props.encryptionKey,
    network: props.network,
  });
  allowReading(store.ledger, loadSession.rights);
  allowWriting(store.ledger, loadSession.rights, {
    actions: ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
  });
  allowReading(store.sessions, loadSession.rights);
  allowIndexes(store.sessions, loadSession.rights, [BY_CONTACT_INDEX, BY_WEBCHAT_SESSION_INDEX]);
  allowReadingSecret(keyPepper, loadSession.rights);
  return loadSession;
}
