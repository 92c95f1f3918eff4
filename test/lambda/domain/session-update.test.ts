import * as fc from 'fast-check';
import {
  foldChanges,
  joinUpdates,
  newestAtMs,
  saysNothingNew,
  toUpdate,
} from '../../../lambda/domain/session-update';
import type { SessionChange, SessionUpdate } from '../../../lambda/domain/session-update';
import { createInMemorySessions } from '../../support/in-memory-sessions';
import { someDeliveries } from '../../support/session-changes';

type Fields = { contactId?: string; deploymentId?: string };
const started = (atMs: number, fields: Fields = {}, conversationId = 'a'): SessionChange => ({
  kind: 'started',
  conversationId,
  atMs,
  ...fields,
});
const ended = (atMs: number, fields: Fields = {}): SessionChange => ({
  kind: 'ended',
  conversationId: 'a',
  atMs,
  ...fields,
});
const only = (changes: readonly SessionChange[]): SessionUpdate | undefined => {
  const [update, ...others] = foldChanges(changes);
  expect(others).toEqual([]);
  return update;
};
/** What the registry knows after these batches. */
const knownAfter = async (batches: readonly (readonly SessionChange[])[]) => {
  const sessions = createInMemorySessions();
  for (const batch of batches) {
    for (const update of foldChanges(batch)) await sessions.keep(update);
  }
  return { all: sessions.all(), writes: sessions.writes() };
};

describe('foldChanges', () => {
  it('makes one update of all that a batch says about a conversation', () => {
    const updates = foldChanges([started(1), started(1, {}, 'b'), ended(2), started(1)]);

    expect(updates.map(({ key }) => key)).toEqual(['a', 'b']);
  });

  it.each([
    ['start, end', [0, 1]],
    ['end, start', [1, 0]],
  ])('keeps what only the start knew: %s', (_, order) => {
    const both = [started(5, { contactId: 'c-1', deploymentId: 'd-1' }), ended(9)];

    expect(only(order.map((at) => both[at]!))).toEqual({
      key: 'a',
      startedAtMs: 5,
      presence: { kind: 'ended', atMs: 9, disconnectType: 'UNKNOWN' },
      contact: { value: 'c-1', atMs: 5 },
      deployment: { value: 'd-1', atMs: 5 },
    });
  });

  it('takes each field from the newest event that tells it', () => {
    const update = only([
      started(5, { contactId: 'c-1', deploymentId: 'd-1' }),
      { kind: 'contactChanged', conversationId: 'a', contactId: 'c-2', atMs: 7 },
      ended(9, { deploymentId: 'd-2' }),
    ]);

    expect(update).toMatchObject({
      contact: { value: 'c-2', atMs: 7 },
      deployment: { value: 'd-2', atMs: 9 },
    });
  });

  it.each([
    ['a later start beats an end', [ended(1), started(2)], 'live'],
    ['an end beats an earlier start', [ended(2), started(1)], 'ended'],
    ['an end beats a start of the same instant', [started(1), ended(1)], 'ended'],
    ['also when it comes first', [ended(1), started(1)], 'ended'],
  ])('%s', (_, changes, kind) => {
    expect(only(changes)?.presence?.kind).toBe(kind);
  });

  it('tells nothing of the presence of whom it only knows by name', () => {
    const update = only([
      { kind: 'registered', conversationId: 'a', webchatSessionId: 'w', contactId: 'c', atMs: 1 },
      { kind: 'contactChanged', conversationId: 'a', contactId: 'c-2', atMs: 7 },
    ]);

    expect(update?.presence).toBeUndefined();
  });

  it('keeps a web session without a conversation, and a merged contact, apart from conversations', () => {
    const updates = foldChanges([
      { kind: 'registered', webchatSessionId: 'a', contactId: 'c', atMs: 1 },
      { kind: 'contactMerged', mergedContactId: 'a', survivingContactId: 'c', atMs: 1 },
      started(1),
    ]);

    expect(new Set(updates.map(({ key }) => key)).size).toBe(3);
    expect(updates[0]?.startedAtMs).toBeUndefined();
  });

  it('leaves the registry the same for any order, repetition and partition into batches', async () => {
    await fc.assert(
      fc.asyncProperty(someDeliveries, async ({ inOrder, batches }) => {
        const sorted = await knownAfter(inOrder.map((change) => [change]));

        expect((await knownAfter(batches)).all).toEqual(sorted.all);
        expect((await knownAfter([batches.flat()])).all).toEqual(sorted.all);
      }),
    );
  });

  it('never costs a batch more writes than there are sessions in it', async () => {
    await fc.assert(
      fc.asyncProperty(someDeliveries, async ({ batches }) => {
        const sessions = batches.map((batch) => new Set(batch.map((each) => toUpdate(each).key)));
        const writes = sessions.reduce((sum, { size }) => sum + size, 0);

        expect((await knownAfter(batches)).writes).toBe(writes);
      }),
    );
  });
});

describe('joinUpdates', () => {
  const someUpdates = someDeliveries.map(({ batches }) => foldChanges(batches.flat()));

  it('knows when an update says nothing new', () => {
    fc.assert(
      fc.property(someUpdates, (updates) => {
        for (const update of updates) {
          const again = structuredClone(update);
          expect(saysNothingNew(update, joinUpdates(update, again))).toBe(true);
        }
      }),
    );
  });

  it('knows when an update says something new', () => {
    const known = toUpdate(started(5));

    for (const news of [started(4), started(6), ended(5), started(5, { contactId: 'c' })]) {
      expect(saysNothingNew(known, joinUpdates(known, toUpdate(news)))).toBe(false);
    }
  });

  it('is as old as the newest event in it', () => {
    const update = only([
      started(5),
      { kind: 'contactChanged', conversationId: 'a', contactId: 'c', atMs: 7 },
    ]);

    expect(update && newestAtMs(update)).toBe(7);
  });
});
