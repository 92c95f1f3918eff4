import { AwsCallError, createAwsJsonClient } from '../../../lambda/adapters/aws-json-client';
import { createHttpSender } from '../../../lambda/adapters/http-exchange';
import { createSecretReader } from '../../../lambda/adapters/secret-reader';
import { matching } from '../../support/anything';
import type { Answer, LoopbackServer } from '../../support/loopback-server';
import { answerJson, startLoopbackServer } from '../../support/loopback-server';

const fault =
  (status: number, type: string): Answer =>
  (response) =>
    answerJson(response, status, { __type: type, message: 'because of a secret' });
const fine: Answer = (response) => answerJson(response, 200, { Item: {} });
const hangUp: Answer = (response) => response.socket?.resetAndDestroy();
const DYNAMO = 'com.amazonaws.dynamodb.v20120810#';

describe('createAwsJsonClient', () => {
  let server: LoopbackServer;
  let answers: Answer[];
  let waits: number[];
  beforeAll(async () => {
    server = await startLoopbackServer((...args) => (answers.shift() ?? fine)(...args));
  });
  afterAll(() => server.close());
  beforeEach(() => {
    answers = [];
    waits = [];
    server.seen.splice(0);
  });

  const client = (service: 'dynamodb' | 'secretsmanager' = 'dynamodb', environment = {}) =>
    createAwsJsonClient({
      service,
      send: createHttpSender({ deadlineMs: 1_000, nowMs: Date.now }),
      sleep: async (ms) => void waits.push(ms),
      environment: {
        AWS_ENDPOINT_URL: server.url,
        AWS_REGION: 'eu-west-1',
        AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
        AWS_SECRET_ACCESS_KEY: 'secret',
        ...environment,
      },
    });
  const put = { TableName: 't', Item: { text: { S: 'a secret' } } };

  it('names the operation and sends the input, signed', async () => {
    await client('dynamodb', { AWS_SESSION_TOKEN: 'session' })('PutItem', put);

    expect(server.seen).toMatchObject([
      {
        method: 'POST',
        path: '/',
        headers: {
          'x-amz-target': 'DynamoDB_20120810.PutItem',
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-security-token': 'session',
          authorization: matching(
            /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/dynamodb\/aws4_request, /,
          ),
        },
        body: JSON.stringify(put),
      },
    ]);
  });

  it('gives the body of a good answer', async () => {
    answers = [(response) => answerJson(response, 200, { Item: { pk: { S: 'x' } } })];

    expect(await client()('GetItem', {})).toEqual({
      kind: 'done',
      body: { Item: { pk: { S: 'x' } } },
    });
  });

  it('takes a failed condition for an outcome, with the item that stood in the way', async () => {
    const body = { __type: `${DYNAMO}ConditionalCheckFailedException`, Item: { pk: { S: 'x' } } };
    answers = [(response) => answerJson(response, 400, body)];

    expect(await client()('PutItem', put)).toEqual({ kind: 'conditionFailed', body });
    expect(server.seen).toHaveLength(1);
  });

  it.each<[string, Answer]>([
    ['throttling', fault(400, `${DYNAMO}ProvisionedThroughputExceededException`)],
    ['another throttling', fault(400, `${DYNAMO}ThrottlingException`)],
    ['a request limit', fault(400, `${DYNAMO}RequestLimitExceeded`)],
    ['an internal fault', fault(500, `${DYNAMO}InternalServerError`)],
    ['a 503 without a body', (response) => response.writeHead(503).end()],
    ['a lost answer', hangUp],
    ['a good answer that was cut', (response) => response.end('{"Item":')],
  ])('asks again after %s, with the very same request', async (_, answer) => {
    answers = [answer, answer];

    expect((await client()('PutItem', put)).kind).toBe('done');
    expect(server.seen.map(({ body }) => body)).toEqual(
      Array.from({ length: 3 }, () => JSON.stringify(put)),
    );
    expect(waits).toHaveLength(2);
  });

  it('gives up after four tries', async () => {
    answers = Array.from({ length: 9 }, () => fault(400, `${DYNAMO}ThrottlingException`));

    await expect(client()('PutItem', put)).rejects.toThrow('dynamodb PutItem: ThrottlingException');
    expect(server.seen).toHaveLength(4);
  });

  it('waits longer at most from try to try', async () => {
    answers = Array.from({ length: 9 }, () => hangUp);

    await expect(client()('PutItem', put)).rejects.toThrow(AwsCallError);

    expect(waits.map((ms, n) => ms >= 0 && ms <= 100 * 2 ** n)).toEqual([true, true, true]);
  });

  it.each(['ValidationException', 'AccessDeniedException', 'ResourceNotFoundException'])(
    'does not ask again after %s',
    async (code) => {
      answers = [fault(400, `${DYNAMO}${code}`)];

      await expect(client()('PutItem', put)).rejects.toThrow(`dynamodb PutItem: ${code}`);
      expect(server.seen).toHaveLength(1);
    },
  );

  it.each(['message', 'Message'])(
    'names the action that the role lacks, as AWS says it in its %s',
    async (field) => {
      const sentence = `User: arn:aws:sts::1:assumed-role/secret-role is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:::key/secret-key because no identity-based policy allows it`;
      const body = { __type: `${DYNAMO}AccessDeniedException`, [field]: sentence };
      answers = [(response) => answerJson(response, 400, body)];

      const error: unknown = await client()('PutItem', put).catch((thrown: unknown) => thrown);

      expect(error).toMatchObject({
        message: 'dynamodb PutItem: AccessDeniedException, missing kms:Decrypt',
        missingPermission: 'kms:Decrypt',
      });
      expect(JSON.stringify(error)).not.toContain('secret-');
    },
  );

  it('takes no action out of a sentence that is about something else', async () => {
    const message = 'not authorized to perform: a:secret';
    answers = [(response) => answerJson(response, 400, { __type: 'ValidationException', message })];

    await expect(client()('PutItem', put)).rejects.toThrow(
      /^dynamodb PutItem: ValidationException$/,
    );
  });

  it('never tells input or message in its error', async () => {
    answers = [fault(400, `${DYNAMO}ValidationException`)];

    const error: unknown = await client()('PutItem', put).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(AwsCallError);
    const told =
      error instanceof Error ? `${error.message} ${error.stack} ${JSON.stringify(error)}` : '';
    expect(told).toContain('ValidationException');
    expect(told).not.toContain('a secret');
  });

  it('reads a secret', async () => {
    answers = [(response) => answerJson(response, 200, { SecretString: '{"clientId":"x"}' })];

    expect(await createSecretReader(client('secretsmanager'))('arn')).toBe('{"clientId":"x"}');
    expect(server.seen).toMatchObject([
      { headers: { 'x-amz-target': 'secretsmanager.GetSecretValue' }, body: '{"SecretId":"arn"}' },
    ]);
  });

  it('does not tell what it found instead of a secret', async () => {
    answers = [(response) => answerJson(response, 200, { SecretBinary: 'YSBzZWNyZXQ=' })];

    const read = createSecretReader(client('secretsmanager'))('arn');

    await expect(read).rejects.toThrow('SecretString: FIELD_MISSING');
    await expect(read).rejects.not.toThrow('YSBzZWNyZXQ=');
  });
});
