import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SQSClient } from '@aws-sdk/client-sqs';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { createAwsJsonClient } from '../../lambda/adapters/aws-json-client';
import { createDynamoDbLedger } from '../../lambda/adapters/dynamodb-ledger';
import { createDynamoDbSessionFinder } from '../../lambda/adapters/dynamodb-session-finder';
import { createDynamoDbTable } from '../../lambda/adapters/dynamodb-table';
import { createHttpSender } from '../../lambda/adapters/http-exchange';
import { createKeyedIdentity } from '../../lambda/adapters/keyed-identity';
import { createSecretReader } from '../../lambda/adapters/secret-reader';
import { keysOf, recipientRefOf } from '../../lambda/steps/store-request';
import { clientSettings, findPlace, toVariables } from '../aws/place';
import { outputOf, readStackOutputs } from '../aws/stack-outputs';
import { openPlan } from '../plan/open-plan';
import { readDeployedFunctions } from '../plan/deployed-functions';
import { createAwsSchedules } from '../schedule/aws-schedules';
import { createContactEraser } from './contact-eraser';
import type { DeleteSession } from './contact-eraser';
import type { OpenDesk, QueueName } from './desk';
import { createPublisher } from './event-publisher';
import { createFailureQueue } from './failure-queue';
import { createKillSwitchControl } from './kill-switch-control';
import { createNotificationArchive } from './notification-archive';

/** One request to AWS. */
const DEADLINE_MS = 10_000;

const QUEUE_OUTPUTS: Record<QueueName, string> = {
  rejected: 'RejectedEventsUrl',
  unreadable: 'UnreadableEventsUrl',
  undelivered: 'UndeliveredEventsUrl',
};

/** Opens a deployed stack with the operator's own rights, through the adapters that its functions use. */
export const openDesk: OpenDesk = async (choice, environment) => {
  const place = await findPlace(choice, environment);
  const outputs = await readStackOutputs(place, choice.stack);
  const settings = clientSettings(place);
  const output = (name: string) => outputOf(outputs, name);
  const connect = (service: 'dynamodb' | 'secretsmanager') =>
    createAwsJsonClient({
      service,
      environment: toVariables(place),
      send: createHttpSender({ deadlineMs: DEADLINE_MS, nowMs: Date.now }),
      sleep: async (ms) => sleep(ms),
    });
  const dynamoDb = connect('dynamodb');
  const ledgerTable = createDynamoDbTable(dynamoDb, output('LedgerTableName'));
  const sessionsTable = createDynamoDbTable(dynamoDb, output('SessionsTableName'));
  const identity = createKeyedIdentity(async () => {
    const { loadSession } = await readDeployedFunctions(place, choice.stack);
    return createSecretReader(connect('secretsmanager'))(loadSession.KEY_PEPPER_SECRET_ARN ?? '');
  });
  return {
    publish: createPublisher(new EventBridgeClient(settings), output('BusName')),
    names: {
      notificationKeyOf: async (asked) => (await keysOf(identity.keyedHash, asked)).notificationKey,
      recipientRefOf: (contactId) => recipientRefOf(identity, contactId),
    },
    archive: createNotificationArchive(ledgerTable),
    ledger: createDynamoDbLedger(ledgerTable, Date.now),
    sessions: createDynamoDbSessionFinder(sessionsTable),
    pauses: createKillSwitchControl(ledgerTable),
    eraser: createContactEraser({
      ledger: ledgerTable,
      sessions: sessionsTable,
      deleteSession: deleteFrom(new DynamoDBClient(settings), output('SessionsTableName')),
    }),
    // What only some commands need is looked for by these: an older stack can still be looked at.
    get schedules() {
      return createAwsSchedules(new SchedulerClient(settings), {
        busArn: output('BusArn'),
        groupName: output('ScheduleGroupName'),
        roleArn: output('ScheduleRoleArn'),
        undeliveredEventsArn: output('UndeliveredEventsArn'),
      });
    },
    queue: (name) => createFailureQueue(new SQSClient(settings), output(QUEUE_OUTPUTS[name])),
    openPlan: async () => (await openPlan(place, { stack: choice.stack })).deps,
    nowMs: Date.now,
    sleep: async (ms) => sleep(ms),
  };
};

/** None of the stack's functions ever deletes a session, so none of its adapters can. */
const deleteFrom =
  (client: DynamoDBClient, TableName: string): DeleteSession =>
  async (conversationId, contactId) => {
    try {
      await client.send(
        new DeleteItemCommand({
          TableName,
          Key: { conversationId: { S: conversationId } },
          ConditionExpression: 'contactId = :contact',
          ExpressionAttributeValues: { ':contact': { S: contactId } },
        }),
      );
    } catch (error) {
      // It has become somebody else's, or is gone: nothing of this contact is left in it.
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  };
