import { end, eventAt, ingestStage, NOW_MS, registration, start } from '../../support/ingest-stage';

/** Somebody who wants to know who is back. */
const listening = (returned: () => Promise<void> = async () => undefined) => {
  const calls: [string, number][] = [];
  const contactReturned = async (contactId: string, atMs: number) => {
    calls.push([contactId, atMs]);
    await returned();
  };
  return { calls, ...ingestStage({}, { returns: { contactReturned } }) };
};

/** Somebody who wants to know who has left. */
const leaving = () => {
  const left: [string, number][] = [];
  const contactLeft = async (contactId: string, atMs: number) => void left.push([contactId, atMs]);
  return { left, ...ingestStage({}, { leaves: { contactLeft } }) };
};

describe('ingestEvents tells', () => {
  describe('who comes back', () => {
    const { externalContactId, eventTime } = start.detail.eventBody;

    it('is told to whoever listens', async () => {
      const { calls, failed } = listening();

      await failed(start);

      expect(calls).toEqual([[externalContactId, eventTime]]);
    });

    it.each([
      ['left in the same batch', [[start, end]]],
      ['had left before the start was heard of', [[end], [start]]],
      ['only left', [[end]]],
    ])('is nobody who %s', async (_, batches) => {
      const { calls, failed } = listening();

      for (const each of batches) await failed(...each);

      expect(calls).toEqual([]);
    });

    it('is told again when the telling failed, though the row is written', async () => {
      const [first, ...others] = [() => Promise.reject(new Error('away')), async () => undefined];
      const answers = [first, ...others];
      const { calls, failed } = listening(() => answers.shift()!());

      expect(await failed(start)).toEqual(['message-0']);
      expect(await failed(start)).toEqual([]);
      expect(calls).toHaveLength(2);
    });
  });

  describe('whose conversation has ended', () => {
    const { externalContactId, eventTime } = end.detail.eventBody;
    it.each([
      ['to whoever listens', [[start], [end]]],
      ['also when the start comes later', [[end], [start]]],
      ['also in one batch with the start', [[start, end]]],
    ])('is told %s', async (_, batches) => {
      const { left, failed } = leaving();

      for (const each of batches) await failed(...each);

      expect(left).toEqual([[externalContactId, eventTime]]);
    });

    it('is nobody while the conversation is live', async () => {
      const { left, failed } = leaving();

      await failed(start);

      expect(left).toEqual([]);
    });
  });

  it.each<[string, unknown[], number[] | undefined]>([
    ['the newest event of a batch', [start, end], [10]],
    ['an event ahead of our clock, which is not old', [eventAt(NOW_MS + 5000)], [0]],
    [
      'nothing where only an application has told something',
      [registration({ webchatSessionId: 'web-1', contactId: 'contact-1' })],
      undefined,
    ],
    ['nothing where nothing can be read', ['nonsense'], undefined],
  ])('counts the age of %s', async (_, events, ages) => {
    const { counted, failed } = ingestStage();

    await failed(...events);

    expect(counted.NewestEventAgeSeconds).toEqual(ages);
  });
});
