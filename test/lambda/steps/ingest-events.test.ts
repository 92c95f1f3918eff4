import { ingestEvents } from '../../../lambda/steps/ingest-events';
import type { LogFields } from '../../../lambda/domain/ports';
import { genesysEvents } from '../../support/genesys-events';
import { createInMemorySessions } from '../../support/in-memory-sessions';
import type { InMemorySessions } from '../../support/in-memory-sessions';

const CONVERSATION = '2f7bf00a-0fc2-4d6a-9b56-92238191433e';
const start = genesysEvents['customer.start'];
const end = genesysEvents['customer.end'];

const about = (conversationId: string, event: typeof start | typeof end) => ({
  ...event,
  detail: { ...event.detail, eventBody: { ...event.detail.eventBody, conversationId } },
});
const registration = (detail: object, time: string | undefined = '2026-09-20T10:00:00Z') => ({
  'detail-type': 'SessionRegistered',
  detail,
  time,
});
const batch = (...bodies: readonly unknown[]) => ({
  Records: bodies.map((body, index) => ({
    messageId: `message-${index}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })),
});

const stage = (change: Partial<InMemorySessions> = {}) => {
  const sessions = createInMemorySessions();
  const logged: LogFields[] = [];
  const ingest = ingestEvents({
    sessions: { ...sessions, ...change },
    log: (_, fields) => logged.push(fields),
  });
  const failed = async (...bodies: readonly unknown[]): Promise<string[]> => {
    const { batchItemFailures } = await ingest(batch(...bodies));
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  };
  return { sessions, logged, failed };
};

describe('ingestEvents', () => {
  it('keeps whose conversation it is and where it came in', async () => {
    const { sessions, failed } = stage();

    expect(await failed(start)).toEqual([]);
    expect(await sessions.findByConversation(CONVERSATION)).toEqual([
      {
        conversationId: CONVERSATION,
        contactId: '12456349-b5c7-4d8f-9eb4-f4df18bce9a9',
        deploymentId: 'b15b0736-c437-4efe-a6ca-6018f0c22fa7',
        startedAtMs: 1789898400949,
      },
    ]);
  });

  it.each([
    ['INBOUND', 'b15b0736-c437-4efe-a6ca-6018f0c22fa7'],
    ['OUTBOUND', '7b5e4bcc-dc74-4539-aeca-d1e6616cb589'],
  ])('finds the deployment at our end of an %s conversation', async (direction, deploymentId) => {
    const { sessions, failed } = stage();
    const eventBody = { ...start.detail.eventBody, direction };

    await failed({ ...start, detail: { ...start.detail, eventBody } });

    expect(await sessions.findByConversation(CONVERSATION)).toMatchObject([{ deploymentId }]);
  });

  it.each([
    ['start, end', [start, end]],
    ['end, start', [end, start]],
    ['start three times, end twice', [start, start, end, start, end]],
  ])('writes once per conversation, the newest: %s', async (_, events) => {
    const { sessions, failed } = stage();

    expect(await failed(...events)).toEqual([]);
    expect(sessions.writes()).toBe(1);
    expect(await sessions.findByConversation(CONVERSATION)).toMatchObject([
      { endedAtMs: 1789900200205 },
    ]);
  });

  it('writes each conversation of a batch', async () => {
    const { sessions, failed } = stage();

    await failed(about('a', start), about('b', start), about('a', end));

    expect(sessions.writes()).toBe(2);
    expect(Object.keys(sessions.all()).toSorted()).toEqual(['a', 'b']);
  });

  it('keeps a web session that an application registers', async () => {
    const { sessions, failed } = stage();

    await failed(registration({ webchatSessionId: 'web-1', contactId: 'contact-1' }));

    expect(await sessions.findByWebchatSession('web-1')).toMatchObject([
      { contactId: 'contact-1' },
    ]);
  });

  it.each<[string, unknown]>([
    ['what is not JSON', '{"detail-type":'],
    ['an empty body', ''],
    ['null', 'null'],
    ['a list', []],
    ['an event without detail', { 'detail-type': start['detail-type'] }],
    ['an unknown topic', genesysEvents['user.end']],
    [
      'another channel',
      { ...start, detail: { eventBody: { ...start.detail.eventBody, messageType: 'SMS' } } },
    ],
    [
      'a registration without time',
      { ...registration({ webchatSessionId: 'w', contactId: 'c' }), time: undefined },
    ],
    ['a registration at no time', registration({ webchatSessionId: 'w', contactId: 'c' }, 'noon')],
    ['a registration without contact', registration({ webchatSessionId: 'w' })],
  ])('gives back %s, and keeps the rest of the batch', async (_, bad) => {
    const { sessions, failed } = stage();

    expect(await failed(about('a', start), bad, about('b', start))).toEqual(['message-1']);
    expect(Object.keys(sessions.all()).toSorted()).toEqual(['a', 'b']);
  });

  it('gives back exactly the messages of the write that failed', async () => {
    const kept = createInMemorySessions();
    const { failed } = stage({
      applyChange: async (change) => {
        if (change.conversationId === 'b') throw new Error('throttled');
        return kept.applyChange(change);
      },
    });

    const given = await failed(
      about('b', start),
      about('a', start),
      about('b', end),
      about('c', start),
      about('b', start),
    );

    expect(given.toSorted()).toEqual(['message-0', 'message-2', 'message-4']);
    expect(Object.keys(kept.all()).toSorted()).toEqual(['a', 'c']);
  });

  it('gives back a registration that could not be kept, and only that', async () => {
    const { failed } = stage({
      register: async () => {
        throw new Error('throttled');
      },
    });

    const own = registration({ webchatSessionId: 'web-1', contactId: 'contact-1' });

    expect(await failed(start, own)).toEqual(['message-1']);
  });

  it('tells of what it gives back by code and path, never by content', async () => {
    const { logged, failed } = stage();

    await failed({ ...start, detail: { eventBody: { text: 'a secret' } } });

    expect(logged).toMatchObject([{ kind: 'unreadable', messageId: 'message-0' }]);
    expect(logged[0]?.problems).toContainEqual({
      code: 'FIELD_MISSING',
      path: 'eventBody.conversationId',
    });
    expect(JSON.stringify(logged)).not.toContain('a secret');
  });

  it('has nothing to give back of an empty batch', async () => {
    const { failed } = stage();

    expect(await failed()).toEqual([]);
  });
});
