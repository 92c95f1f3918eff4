import { about, ingestStage, preference, start } from '../../support/ingest-stage';

describe('ingestEvents, of what contacts want,', () => {
  it('keeps consent, zone and language', async () => {
    const { recipient, failed } = ingestStage();
    const wish = { consent: 'optedIn', timeZone: 'Asia/Tokyo', locale: 'ja-JP' };

    expect(await failed(preference(wish))).toEqual([]);
    expect(await recipient('contact-1')).toMatchObject(wish);
  });

  it('leaves a contact opted out when an earlier opt-in arrives later', async () => {
    const { recipient, failed } = ingestStage();

    await failed(preference({ consent: 'optedOut', changedAt: '2026-09-20T09:00:00.001Z' }));
    await failed(preference({ consent: 'optedIn', changedAt: '2026-09-20T09:00:00.000Z' }));

    expect(await recipient('contact-1')).toMatchObject({ consent: 'optedOut' });
  });

  it('lets no opt-in from a clock that is ahead stand against a later opt-out', async () => {
    const { recipient, failed } = ingestStage();
    const later = '2026-09-20T10:00:01Z';

    await failed(preference({ consent: 'optedIn', changedAt: '2062-01-01T00:00:00Z' }));
    await failed(preference({ consent: 'optedOut', changedAt: later }, later));

    expect(await recipient('contact-1')).toMatchObject({ consent: 'optedOut' });
  });

  it('gives back what could not be kept, and only that', async () => {
    const recipients = {
      changePreference: () => Promise.reject(new Error('throttled')),
      fetchPreferences: async () => [],
    };
    const { failed } = ingestStage({}, { recipients });

    expect(await failed(start, preference({ consent: 'optedOut' }))).toEqual(['message-1']);
  });

  it.each([
    [{ timeZone: 'Europe/Atlantis' }, 'detail.timeZone UNKNOWN_TIME_ZONE'],
    [{ consent: 'optedOut', changedAt: undefined }, 'detail.changedAt FIELD_MISSING'],
    [{}, 'detail NOTHING_SAID'],
  ])('puts aside what cannot be read, and keeps the rest of the batch: %j', async (bad, code) => {
    const { sessions, aside, failed } = ingestStage();

    expect(await failed(about('a', start), preference(bad), about('b', start))).toEqual([]);
    expect(aside.map(({ codes }) => codes)).toEqual([[code]]);
    expect(Object.keys(sessions.all()).toSorted()).toEqual(['a', 'b']);
  });
});
