import { createInMemorySessions } from '../../support/in-memory-sessions';
import {
  about,
  CONVERSATION,
  end,
  ingestStage,
  MERGE_TOPIC,
  registration,
  start,
} from '../../support/ingest-stage';

/** Genesys telling that contacts became one. */
const merged = (mergeOperation: object) => ({
  'detail-type': MERGE_TOPIC,
  time: '2026-09-20T11:00:00Z',
  detail: {
    version: '2',
    timestamp: '2026-09-20T11:00:00.123Z',
    eventBody: { mergeOperation },
  },
});

describe('ingestEvents', () => {
  it('keeps whose conversation it is and where it came in', async () => {
    const { sessions, failed } = ingestStage();

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
    const { sessions, failed } = ingestStage();
    const eventBody = { ...start.detail.eventBody, direction };

    await failed({ ...start, detail: { ...start.detail, eventBody } });

    expect(await sessions.findByConversation(CONVERSATION)).toMatchObject([{ deploymentId }]);
  });

  it.each([
    ['start, end', [start, end]],
    ['end, start', [end, start]],
    ['start three times, end twice', [start, start, end, start, end]],
  ])('writes once per conversation, the newest: %s', async (_, events) => {
    const { sessions, failed } = ingestStage();

    expect(await failed(...events)).toEqual([]);
    expect(sessions.writes()).toBe(1);
    expect(await sessions.findByConversation(CONVERSATION)).toMatchObject([
      { endedAtMs: 1789900200205 },
    ]);
  });

  it('writes each conversation of a batch', async () => {
    const { sessions, failed } = ingestStage();

    await failed(about('a', start), about('b', start), about('a', end));

    expect(sessions.writes()).toBe(2);
    expect(Object.keys(sessions.all()).toSorted()).toEqual(['a', 'b']);
  });

  it('keeps a web session that an application registers', async () => {
    const { sessions, failed } = ingestStage();

    await failed(registration({ webchatSessionId: 'web-1', contactId: 'contact-1' }));

    expect(await sessions.findByWebchatSession('web-1')).toMatchObject([
      { contactId: 'contact-1' },
    ]);
  });

  it('gives back exactly the messages of the write that failed', async () => {
    const kept = createInMemorySessions();
    const { failed } = ingestStage({
      keep: async (update) => {
        if (update.key === 'b') throw new Error('throttled');
        return kept.keep(update);
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
    const { failed } = ingestStage({
      keep: async (update) => {
        if (update.key === 'webchat:web-1') throw new Error('throttled');
        return update;
      },
    });

    const own = registration({ webchatSessionId: 'web-1', contactId: 'contact-1' });

    expect(await failed(start, own)).toEqual(['message-1']);
  });

  it('gives a conversation to the contact that Genesys gave it to', async () => {
    const { sessions, failed } = ingestStage();
    const eventBody = {
      ...start.detail.eventBody,
      eventTime: start.detail.eventBody.eventTime + 1,
      externalContactId: 'contact-2',
    };

    await failed(
      {
        ...start,
        'detail-type': 'v2.detail.events.conversation.{id}.contact',
        detail: { ...start.detail, eventBody },
      },
      start,
    );

    expect(sessions.writes()).toBe(1);
    expect(await sessions.findByContact('contact-2')).toMatchObject([
      { conversationId: CONVERSATION },
    ]);
  });

  describe('when contacts are merged', () => {
    const { externalContactId } = start.detail.eventBody;
    it('finds the sessions of the merged contact under the one that survives', async () => {
      const { sessions, failed } = ingestStage();
      const mergeOperation = {
        sourceContactId: externalContactId,
        targetContactId: 'survivor',
        resultingContactId: 'survivor',
      };

      expect(await failed(merged(mergeOperation), start)).toEqual([]);
      expect(await sessions.findByContact('survivor')).toMatchObject([
        { conversationId: CONVERSATION, contactId: 'survivor' },
      ]);
      expect(sessions.writes()).toBe(2);
    });

    it('follows both when a third contact comes out of it', async () => {
      const { sessions, failed } = ingestStage();
      const resultingContactId = 'third';

      await failed(merged({ sourceContactId: 'one', targetContactId: 'two', resultingContactId }));

      expect(await Promise.all(['one', 'two'].map((id) => sessions.survivorOf(id)))).toEqual([
        'third',
        'third',
      ]);
    });

    it.each([
      ['by a topic nobody set', { contactMergeTopic: '' }],
      ['without naming who survives', { contactMergeTopic: MERGE_TOPIC }],
    ])('puts aside what tells it %s', async (_, settings) => {
      const { aside, failed } = ingestStage({}, { settings });

      await failed(merged({ sourceContactId: 'one', targetContactId: 'two' }));

      expect(aside).toHaveLength(1);
    });
  });

  it('has nothing to give back of an empty batch', async () => {
    const { failed } = ingestStage();

    expect(await failed()).toEqual([]);
  });
});
