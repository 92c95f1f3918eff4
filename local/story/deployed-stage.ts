import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { CUSTOMER_END, CUSTOMER_START } from '../../lambda/contract/genesys-events';
import { NOTIFICATION_HELD } from '../../lambda/contract/holds';
import { OUTCOMES, outcomeEvent } from '../../lambda/contract/outcomes';
import {
  CONVERSATION_CONFLICT,
  NOTIFICATION_REQUESTED,
} from '../../lambda/contract/request-events';
import { application, type Application } from './application';
import type { AwsClients } from './aws-clients';
import { openInbox, type EventInbox } from './event-inbox';
import { allowPlainHttp } from './failure-queues';
import type { OAuthClient } from './genesys-control';
import { sessionRegistry, type SessionRegistry } from './session-registry';
import type { StackOutputs } from './stack-outputs';

/** A stage that is ready to be spoken to. */
export interface DeployedStage {
  readonly outputs: StackOutputs;
  /** The OAuth client with which the stage speaks to Genesys. */
  readonly clientId: string;
  readonly aws: AwsClients;
  readonly application: Application;
  readonly inbox: EventInbox;
  readonly registry: SessionRegistry;
}

export interface StageEquipment {
  readonly aws: AwsClients;
  readonly outputs: StackOutputs;
  readonly client: OAuthClient;
  /** Has Genesys send its events to the stage. */
  readonly connectEvents: (outputs: StackOutputs) => Promise<void>;
  readonly plainHttp: boolean;
  readonly inboxName: string;
}

const OUTCOME_EVENTS = OUTCOMES.map(outcomeEvent);

/** Does what an operator does after `cdk deploy`: the OAuth client into the secret, Genesys's events on, and listens. */
export async function equipStage(equipment: StageEquipment): Promise<DeployedStage> {
  const { aws, outputs, client } = equipment;
  const { BusName, PartnerBusName } = outputs;
  const secret = { SecretId: outputs.OAuthClientSecretArn, SecretString: JSON.stringify(client) };
  const [inbox] = await Promise.all([
    openInbox(aws, equipment.inboxName, [
      {
        busName: BusName,
        detailTypes: [
          ...OUTCOME_EVENTS,
          NOTIFICATION_HELD,
          NOTIFICATION_REQUESTED,
          CONVERSATION_CONFLICT,
        ],
      },
      { busName: PartnerBusName ?? BusName, detailTypes: [CUSTOMER_START, CUSTOMER_END] },
    ]),
    aws.secrets.send(new PutSecretValueCommand(secret)),
    equipment.connectEvents(outputs),
    equipment.plainHttp ? allowPlainHttp(aws, outputs) : undefined,
  ]);
  return {
    outputs,
    clientId: client.clientId,
    aws,
    application: application(aws, outputs),
    inbox,
    registry: sessionRegistry(aws, outputs.SessionsTableName),
  };
}

/** Whether an event tells how a notification ended. */
export function tellsOutcome(event: { readonly 'detail-type': string }): boolean {
  return OUTCOME_EVENTS.includes(event['detail-type']);
}
