import * as http from 'node:http';
import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';

/** The same job with AWS's document client and nothing else of size: Genesys is asked over `node:http`. */
const name = v.pipe(v.string(), v.minLength(1));
const environment = v.parse(
  v.object({
    SESSIONS_TABLE_NAME: name,
    IDEMPOTENCY_TABLE_NAME: name,
    GENESYS_API_URL: name,
    GENESYS_ACCESS_TOKEN: name,
    GENESYS_DEPLOYMENT_ID: name,
  }),
  process.env,
);
const eventSchema = v.object({
  detail: v.object({
    occurrence: name,
    contactId: name,
    text: v.pipe(name, v.maxLength(2000)),
  }),
});
const sessionSchema = v.object({ conversationId: name });
const conversationSchema = v.object({
  participants: v.array(
    v.object({
      purpose: v.string(),
      messages: v.optional(v.array(v.object({ state: v.string() })), []),
    }),
  ),
});
const sentSchema = v.object({ id: name });

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const agent = new http.Agent({ keepAlive: true });

function ask(method: string, path: string, body?: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${environment.GENESYS_ACCESS_TOKEN}`,
      'content-type': 'application/json',
    };
    const request = http.request(
      new URL(path, environment.GENESYS_API_URL),
      { method, agent, headers },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          if (response.statusCode === 200) resolve(JSON.parse(text));
          else reject(new Error(`${method} ${path}: HTTP ${response.statusCode}`));
        });
      },
    );
    request.on('error', reject);
    request.end(body && JSON.stringify(body));
  });
}

/** False when the event has been here before. */
async function claim(id: string): Promise<boolean> {
  try {
    await documents.send(
      new PutCommand({
        TableName: environment.IDEMPOTENCY_TABLE_NAME,
        Item: { id, status: 'INPROGRESS' },
        ConditionExpression: 'attribute_not_exists(id)',
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

export async function handler(input: unknown): Promise<object> {
  const { occurrence, contactId, text } = v.parse(eventSchema, input).detail;
  if (!(await claim(occurrence))) return { outcome: 'DUPLICATE' };
  const { Item } = await documents.send(
    new GetCommand({ TableName: environment.SESSIONS_TABLE_NAME, Key: { contactId } }),
  );
  const { conversationId } = v.parse(sessionSchema, Item);
  const { participants } = v.parse(
    conversationSchema,
    await ask('GET', `/api/v2/conversations/${conversationId}`),
  );
  const isLive = participants.some(
    ({ purpose, messages }) =>
      purpose === 'customer' && messages.some(({ state }) => state === 'connected'),
  );
  if (!isLive) return { outcome: 'CLOSED' };
  const sent = v.parse(
    sentSchema,
    await ask('POST', '/api/v2/conversations/messages/agentless?useNormalizedMessage=true', {
      fromAddress: environment.GENESYS_DEPLOYMENT_ID,
      toAddressMessengerType: 'webmessaging',
      externalContactId: contactId,
      textBody: text,
      useExistingActiveConversation: true,
    }),
  );
  await documents.send(
    new UpdateCommand({
      TableName: environment.IDEMPOTENCY_TABLE_NAME,
      Key: { id: occurrence },
      UpdateExpression: 'SET #status = :sent, messageId = :messageId',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':sent': 'SENT', ':messageId': sent.id },
    }),
  );
  process.stdout.write(`${JSON.stringify({ outcome: 'SENT', occurrence })}\n`);
  return { outcome: 'SENT', messageId: sent.id };
}
