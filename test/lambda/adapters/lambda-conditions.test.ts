import { createHttpSender } from '../../../lambda/adapters/http-exchange';
import { createLambdaConditions } from '../../../lambda/adapters/lambda-conditions';
import { readJson } from '../../local/genesys/support/read-json';
import { KEY } from '../../support/builders';
import { closingServers } from '../../support/closing-servers';
import { answerJson } from '../../support/loopback-server';
import type { Answer } from '../../support/loopback-server';

const question = {
  version: '1',
  notificationKey: KEY,
  type: 'delivery-delay',
  occurrence: 'order-4711',
  contactId: 'contact-1',
} as const;

const answering = (body: object, headers = {}): Answer => {
  return (response) => {
    for (const [name, value] of Object.entries<string>(headers)) response.setHeader(name, value);
    answerJson(response, 200, body);
  };
};

describe('createLambdaConditions', () => {
  const start = closingServers();
  const open = async (answer: Answer) => {
    const server = await start(answer);
    const conditions = createLambdaConditions({
      functions: { 'delivery-delay': 'orders-still-true' },
      send: createHttpSender({ deadlineMs: 200, nowMs: Date.now }),
      environment: {
        AWS_ENDPOINT_URL: server.url,
        AWS_REGION: 'eu-west-1',
        AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
        AWS_SECRET_ACCESS_KEY: 'secret',
      },
    });
    return { server, conditions };
  };
  it('invokes the function of the type, signed, with the identity and without a text', async () => {
    const { server, conditions } = await open(answering({ stillTrue: true }));

    expect(await conditions.find(question.type)?.(question)).toEqual({ kind: 'stillTrue' });

    const [seen] = server.seen;
    expect(seen?.path).toBe('/2015-03-31/functions/orders-still-true/invocations');
    expect(seen?.headers.authorization).toContain('/eu-west-1/lambda/aws4_request');
    expect(readJson(seen?.body ?? '')).toEqual(question);
  });

  it('asks nobody about a type that names no function', async () => {
    const { server, conditions } = await open(answering({ stillTrue: false }));

    expect(conditions.find('default')).toBeUndefined();
    expect(server.seen).toHaveLength(0);
  });

  it('hears a no', async () => {
    const { conditions } = await open(answering({ stillTrue: false }));

    expect(await conditions.find(question.type)?.(question)).toEqual({ kind: 'noLongerTrue' });
  });

  it.each<[string, Answer, string]>([
    ['null', (response) => answerJson(response, 200, null), 'UNREADABLE_ANSWER'],
    ['the word "true"', answering({ stillTrue: 'true' }), 'UNREADABLE_ANSWER'],
    ['no JSON', (response) => response.end('yes'), 'UNREADABLE_ANSWER'],
    [
      'an error that looks like a yes',
      answering({ stillTrue: true }, { 'x-amz-function-error': 'Unhandled' }),
      'FUNCTION_ERROR',
    ],
    ['a refusal', (response) => answerJson(response, 403, { Message: 'no' }), 'HTTP 403'],
    ['too many at once', (response) => answerJson(response, 429, {}), 'HTTP 429'],
  ])('takes %s for no answer', async (_, answer, cause) => {
    const { server, conditions } = await open(answer);

    expect(await conditions.find(question.type)?.(question)).toEqual({ kind: 'unanswered', cause });
    expect(server.seen).toHaveLength(1);
  });

  it('takes silence for no answer', async () => {
    const { conditions } = await open(() => undefined);

    expect(await conditions.find(question.type)?.(question)).toMatchObject({ kind: 'unanswered' });
  });
});
