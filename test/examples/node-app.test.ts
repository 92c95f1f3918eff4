import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { HEARD_EVENTS, PUBLISHED_EVENTS } from '../../lambda/contract/events';
import { eventExamples } from '../support/event-examples';
import type { EventExample } from '../support/event-examples';
import { answerJson, startLoopbackServer } from '../support/loopback-server';
import type { LoopbackServer } from '../support/loopback-server';

const APP = join(__dirname, '..', '..', 'examples', 'node-app', 'main.js');

/** What the stack says once the application has asked: that it waits, then that it was sent. */
const [held, sent] = ['NotificationHeld', 'NotificationSent'].map((type) =>
  eventExamples().find((example) => example['detail-type'] === type)!,
);
const about = (order: string, event: EventExample): EventExample => ({
  ...event,
  detail: { ...event.detail, occurrence: `order-${order}-late` },
});
const OUTCOMES = [about('1', sent!), about('4711', held!), about('4711', sent!)];

/** EventBridge and SQS, as far as the application uses them. */
async function startAws(): Promise<LoopbackServer> {
  const waiting = OUTCOMES.map((outcome) => JSON.stringify(outcome));
  return await startLoopbackServer((response, { headers }) => {
    const target = String(headers['x-amz-target']);
    if (target.endsWith('PutEvents')) {
      return answerJson(response, 200, { FailedEntryCount: 0, Entries: [{ EventId: 'e-1' }] });
    }
    if (!target.endsWith('ReceiveMessage')) return answerJson(response, 200, {});
    const Body = waiting.shift();
    const MD5OfBody = createHash('md5')
      .update(Body ?? '')
      .digest('hex');
    const Messages =
      Body === undefined ? [] : [{ MessageId: 'm', ReceiptHandle: 'r', Body, MD5OfBody }];
    return answerJson(response, 200, { Messages });
  });
}

const putEventsSchema = v.object({
  Entries: v.array(v.object({ DetailType: v.string(), Detail: v.string() })),
});

async function runApp(options: readonly string[]) {
  const aws = await startAws();
  const env = {
    PATH: process.env.PATH,
    AWS_ENDPOINT_URL: aws.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
  const given = [
    '--bus',
    'shop',
    '--queue',
    `${aws.url}/1/outcomes`,
    '--contact',
    'c-1',
    ...options,
  ];
  const { stdout } = await promisify(execFile)(process.execPath, [APP, ...given], { env });
  await aws.close();
  const calls = aws.seen.map(({ headers, body }) => ({
    target: String(headers['x-amz-target']).split('.')[1],
    body,
  }));
  const published = calls
    .filter(({ target }) => target === 'PutEvents')
    .flatMap(({ body }) => v.parse(putEventsSchema, JSON.parse(body)).Entries);
  const deletions = calls.filter(({ target }) => target === 'DeleteMessage').length;
  return { lines: stdout.trim().split('\n'), published, deletions };
}

const isFaulty = (
  schemas: Readonly<Record<string, v.GenericSchema>>,
  type: string,
  detail: unknown,
): boolean => !v.is(schemas[type] ?? v.never(), detail);

describe('the Node application of the examples', () => {
  it('requests a message and tells what became of it, and nothing of other orders', async () => {
    const { lines, published, deletions } = await runApp([]);

    expect(published.map(({ DetailType }) => DetailType)).toEqual(['NotificationRequested']);
    expect(lines).toEqual([
      expect.stringMatching(/^NotificationHeld: NOT_YET\. /),
      expect.stringMatching(/^NotificationSent: DELIVERED_TO_EXISTING\. /),
    ]);
    expect(deletions).toBe(OUTCOMES.length);
  });

  it('reports the conflict it met instead, once it knows the session', async () => {
    const { published } = await runApp(['--web-session', 'abc123']);

    expect(published.map(({ DetailType }) => DetailType)).toEqual([
      'SessionRegistered',
      'ConversationConflict',
    ]);
    for (const { DetailType, Detail } of published) {
      expect(isFaulty(PUBLISHED_EVENTS, DetailType, JSON.parse(Detail))).toBe(false);
    }
  });

  it('is shown outcomes that the product could have said', () => {
    for (const { 'detail-type': type, detail } of OUTCOMES) {
      expect(isFaulty(HEARD_EVENTS, type, detail)).toBe(false);
    }
  });
});
