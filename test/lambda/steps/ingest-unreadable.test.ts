import { genesysEvents } from '../../support/genesys-events';
import {
  about,
  CONVERSATION,
  eventAt,
  ingestStage,
  NOW_MS,
  registration,
  start,
} from '../../support/ingest-stage';

describe('what ingestEvents cannot read', () => {
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
    ['an event of tomorrow night', eventAt(NOW_MS + 2 * 86_400_000)],
  ])('puts %s aside as it is, and keeps the rest of the batch', async (_, bad) => {
    const { sessions, aside, counted, failed } = ingestStage();

    expect(await failed(about('a', start), bad, about('b', start))).toEqual([]);
    expect(aside.map(({ event }) => event)).toEqual([
      typeof bad === 'string' ? bad : JSON.stringify(bad),
    ]);
    expect(counted.UnreadableEvents).toEqual([1]);
    expect(Object.keys(sessions.all()).toSorted()).toEqual(['a', 'b']);
  });

  it('tells of what it puts aside by code and path, never by content', async () => {
    const { logged, failed } = ingestStage();

    await failed({ ...start, detail: { eventBody: { text: 'a secret' } } });

    expect(logged.filter(({ kind }) => kind === 'unreadable')).toMatchObject([
      { kind: 'unreadable', messageId: 'message-0' },
    ]);
    expect(logged[0]?.problems).toContainEqual({
      code: 'FIELD_MISSING',
      path: 'detail.eventBody.conversationId',
    });
    expect(JSON.stringify(logged)).not.toContain('a secret');
  });

  it('gives back what could not be put aside either', async () => {
    const { failed } = ingestStage(
      {},
      { unreadable: { keep: () => Promise.reject(new Error('throttled')) } },
    );

    expect(await failed(start, 'nonsense')).toEqual(['message-1']);
  });

  it('takes a version it does not know, as long as it can read the event', async () => {
    const { sessions, aside, failed } = ingestStage();

    await failed({ ...start, detail: { ...start.detail, version: '3', more: { of: 'it' } } });

    expect(Object.keys(sessions.all())).toEqual([CONVERSATION]);
    expect(aside).toEqual([]);
  });

  it('names the version first where it may be the reason', async () => {
    const { aside, failed } = ingestStage();

    await failed({ ...start, detail: { version: '3', eventBody: { conversation: {} } } });

    expect(aside[0]?.codes[0]).toBe('detail.version UNKNOWN_VERSION');
    expect(aside[0]?.codes).toContain('detail.eventBody.conversationId FIELD_MISSING');
  });
});
