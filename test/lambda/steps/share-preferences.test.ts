import * as fc from 'fast-check';
import { ingestStage, MERGE_TOPIC, preference } from '../../support/ingest-stage';

const second = (n: number) => new Date(Date.UTC(2026, 8, 20, 9, 0, n)).toISOString();
const wish = (contactId: string, consent: string, at: number) =>
  preference({ contactId, consent, changedAt: second(at) });
const merger = (from: string, into: string, at: number) => ({
  'detail-type': MERGE_TOPIC,
  detail: {
    timestamp: second(at),
    eventBody: {
      mergeOperation: {
        sourceContactId: from,
        targetContactId: into,
        resultingContactId: into,
      },
    },
  },
});

describe('contacts that Genesys has merged', () => {
  it('are all silent when one of them had opted out before', async () => {
    const { recipient, failed } = ingestStage();

    await failed(wish('old', 'optedOut', 1));
    await failed(merger('old', 'new', 2));

    expect(await recipient('new')).toMatchObject({ consent: 'optedOut' });
  });

  it('are all silent when one of them opts out afterwards, by whatever id', async () => {
    const { recipient, failed } = ingestStage();

    await failed(merger('old', 'new', 1));
    await failed(wish('new', 'optedOut', 2));

    expect(await recipient('old')).toMatchObject({ consent: 'optedOut' });
  });

  it('share zone and language, each as old as it is', async () => {
    const { recipient, failed } = ingestStage();

    await failed(preference({ contactId: 'old', timeZone: 'Asia/Tokyo', changedAt: second(2) }));
    await failed(preference({ contactId: 'new', timeZone: 'Europe/Rome', changedAt: second(1) }));
    await failed(merger('old', 'new', 3));

    expect(await recipient('new')).toMatchObject({ timeZone: 'Asia/Tokyo' });
    expect(await recipient('old')).toMatchObject({ timeZone: 'Asia/Tokyo' });
  });

  it('leave strangers alone', async () => {
    const { recipient, failed } = ingestStage();

    await failed(
      merger('old', 'new', 1),
      wish('stranger', 'optedIn', 1),
      wish('old', 'optedOut', 2),
    );

    expect(await recipient('stranger')).toMatchObject({ consent: 'optedIn' });
  });

  it('agree on the newest word in every order and every batch', async () => {
    const events = [
      merger('a', 'b', 4),
      merger('b', 'c', 2),
      merger('d', 'c', 6),
      wish('a', 'optedOut', 5),
      wish('b', 'optedIn', 1),
      wish('c', 'optedIn', 3),
    ];
    const batches = fc
      .tuple(
        fc.shuffledSubarray(events, { minLength: events.length }),
        fc.integer({ min: 1, max: 3 }),
      )
      .map(([order, size]) =>
        Array.from({ length: Math.ceil(order.length / size) }, (_, n) =>
          order.slice(n * size, (n + 1) * size),
        ),
      );

    await fc.assert(
      fc.asyncProperty(batches, async (deliveries) => {
        const { recipient, failed } = ingestStage();
        for (const delivery of deliveries) expect(await failed(...delivery)).toEqual([]);
        const consents = await Promise.all(
          ['a', 'b', 'c', 'd'].map(async (id) => (await recipient(id)).consent),
        );
        expect(consents).toEqual(Array.from({ length: 4 }, () => 'optedOut'));
      }),
      { numRuns: 200 },
    );
  });
});
