import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { createRequestSigner } from '../../../lambda/adapters/request-signer';
import type { LoopbackServer, SeenRequest } from '../../support/loopback-server';
import { answerJson, startLoopbackServer } from '../../support/loopback-server';

const region = 'eu-west-1';
const credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI',
  sessionToken: 'session',
};

/** `20260920T120000Z` as the moment it names. */
const toDate = (amzDate: string): Date =>
  new Date(amzDate.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

describe('createRequestSigner', () => {
  let server: LoopbackServer;
  beforeAll(async () => {
    server = await startLoopbackServer((response) => answerJson(response, 200, {}));
  });
  afterAll(() => server.close());
  beforeEach(() => server.seen.splice(0));

  const config = () => ({ region, credentials, endpoint: server.url, maxAttempts: 1 });
  const sdkRequests: [service: string, send: () => Promise<unknown>][] = [
    [
      'dynamodb',
      () =>
        new DynamoDBClient(config()).send(
          new PutItemCommand({ TableName: 't', Item: { text: { S: 'Grüße 🎉' } } }),
        ),
    ],
    [
      'secretsmanager',
      () => new SecretsManagerClient(config()).send(new GetSecretValueCommand({ SecretId: 's' })),
    ],
    [
      'lambda',
      () =>
        new LambdaClient(config()).send(
          new InvokeCommand({ FunctionName: 'still-true_2', Payload: Buffer.from('{}') }),
        ),
    ],
  ];

  /** Signs again, at the moment the SDK signed, the headers that the SDK signed. */
  const signAgain = async (service: string, seen: SeenRequest): Promise<string | undefined> => {
    const signature = seen.headers.authorization ?? '';
    const names = /SignedHeaders=([^,]+)/.exec(signature)?.[1]?.split(';') ?? [];
    const own = new Set(['host', 'x-amz-date', 'x-amz-security-token', 'x-amz-content-sha256']);
    const headers = Object.fromEntries(
      names.filter((name) => !own.has(name)).map((name) => [name, String(seen.headers[name])]),
    );
    jest.useFakeTimers({ now: toDate(String(seen.headers['x-amz-date'])) });
    try {
      const sign = createRequestSigner({ service, region, credentials: () => credentials });
      const signed = await sign({ url: new URL(seen.path, server.url), headers, body: seen.body });
      return signed.authorization;
    } finally {
      jest.useRealTimers();
    }
  };

  it.each(sdkRequests)(
    "computes the SDK's own signature of a request to %s",
    async (service, send) => {
      await send();
      const [seen] = server.seen;

      expect(await signAgain(service, seen!)).toBe(seen!.headers.authorization);
    },
  );

  it.each(sdkRequests)(
    'computes another signature for another body to %s',
    async (service, send) => {
      await send();
      const [seen] = server.seen;

      const tampered = await signAgain(service, { ...seen!, body: `${seen!.body} ` });

      expect(tampered).toMatch(/^AWS4-HMAC-SHA256 /);
      expect(tampered).not.toBe(seen!.headers.authorization);
    },
  );

  it.each([
    ['day', '2026-11-23T00:00:01Z', credentials.secretAccessKey],
    ['secret', '2026-11-22T23:59:59Z', 'another'],
  ])('makes no signature with the key of another %s', async (_, time, secretAccessKey) => {
    let current = credentials;
    const options = { service: 'dynamodb', region, credentials: () => current };
    const request = { url: new URL(server.url), headers: {}, body: '{}' };
    const sign = createRequestSigner(options);
    jest.useFakeTimers({ now: new Date('2026-11-22T23:59:59Z') });
    try {
      await sign(request);
      current = { ...credentials, secretAccessKey };
      jest.setSystemTime(new Date(time));

      expect(await sign(request)).toEqual(await createRequestSigner(options)(request));
    } finally {
      jest.useRealTimers();
    }
  });

  it('signs host, time, session token and content type', async () => {
    const sign = createRequestSigner({
      service: 'dynamodb',
      region,
      credentials: () => credentials,
    });
    const headers = { 'content-type': 'application/x-amz-json-1.0' };

    const signed = await sign({ url: new URL('http://localhost:4566/'), headers, body: '{}' });

    expect(signed).toMatchObject({ host: 'localhost:4566', 'x-amz-security-token': 'session' });
    expect(signed.authorization).toMatch(
      /SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token,/,
    );
  });
});
