import * as fc from 'fast-check';
import { chooseSession, newestChanges } from '../../../lambda/domain/session';
import type { Session, SessionChange } from '../../../lambda/domain/session';
import { createInMemorySessions } from '../../support/in-memory-sessions';
import { inOrder, someDisturbedChanges } from '../../support/session-changes';

const change = (kind: 'started' | 'ended', atMs: number, conversationId = 'a'): SessionChange => ({
  kind,
  conversationId,
  atMs,
});

const byId = (changes: readonly SessionChange[]) =>
  changes.toSorted((a, b) => a.conversationId.localeCompare(b.conversationId));

/** Whether each conversation is live, and since when it is not: what a notification's way depends on. */
const endsOf = async (changes: readonly SessionChange[]) => {
  const sessions = createInMemorySessions();
  for (const each of changes) await sessions.applyChange(each);
  const ends: Record<string, number | 'live'> = {};
  for (const { conversationId = '', endedAtMs } of Object.values(sessions.all())) {
    ends[conversationId] = endedAtMs ?? 'live';
  }
  return ends;
};

describe('newestChanges', () => {
  it('keeps one change of each conversation', () => {
    const changes = [change('started', 1), change('ended', 2), change('started', 1, 'b')];

    expect(newestChanges(changes)).toEqual([change('ended', 2), change('started', 1, 'b')]);
  });

  it.each([
    ['a later start beats an end', [change('ended', 1), change('started', 2)], 'started'],
    ['an end beats an earlier start', [change('ended', 2), change('started', 1)], 'ended'],
    [
      'an end beats a start of the same instant',
      [change('started', 1), change('ended', 1)],
      'ended',
    ],
    ['also when it comes first', [change('ended', 1), change('started', 1)], 'ended'],
  ])('%s', (_, changes, kept) => {
    expect(newestChanges(changes).map(({ kind }) => kind)).toEqual([kept]);
  });

  it('keeps the same for any order and any repetition', () => {
    fc.assert(
      fc.property(someDisturbedChanges, ({ changes, disturbed }) => {
        expect(byId(newestChanges(disturbed))).toEqual(byId(newestChanges(changes)));
      }),
    );
  });

  it('leaves the registry as every change by itself, in order, would', async () => {
    await fc.assert(
      fc.asyncProperty(someDisturbedChanges, async ({ changes, disturbed }) => {
        expect(await endsOf(newestChanges(disturbed))).toEqual(await endsOf(inOrder(changes)));
      }),
    );
  });
});

describe('the registry', () => {
  it('ends up the same for any order and any repetition of events', async () => {
    await fc.assert(
      fc.asyncProperty(someDisturbedChanges, async ({ changes, disturbed }) => {
        expect(await endsOf(disturbed)).toEqual(await endsOf(inOrder(changes)));
      }),
    );
  });

  it('never lets an older start overwrite an end', async () => {
    await fc.assert(
      fc.asyncProperty(someDisturbedChanges, async ({ disturbed }) => {
        const ends = disturbed.filter(
          ({ kind, conversationId }) => kind === 'ended' && conversationId === 'a',
        );
        const lastEnd = Math.max(...ends.map(({ atMs }) => atMs));
        const older =
          disturbed.filter((c) => c.kind === 'started' && c.atMs > lastEnd).length === 0;
        fc.pre(ends.length > 0 && older);

        expect(await endsOf(disturbed)).toMatchObject({ a: lastEnd });
      }),
    );
  });
});

const session = (fields: Session): Session => ({ contactId: 'contact-1', ...fields });

describe('chooseSession', () => {
  const live = session({ conversationId: 'live', startedAtMs: 1 });
  const newerLive = session({ conversationId: 'newer-live', startedAtMs: 5 });
  const ended = session({ conversationId: 'ended', startedAtMs: 9, endedAtMs: 10 });
  const newerEnded = session({ conversationId: 'newer-ended', startedAtMs: 11, endedAtMs: 12 });
  const registered = session({ webchatSessionId: 'web-1' });
  const foreign: Session = { conversationId: 'foreign', contactId: 'contact-2' };
  const anonymous: Session = { conversationId: 'anonymous' };

  it.each<[string, Session[], Session]>([
    ['a live one before a newer ended one', [ended, live], live],
    ['the newest of the live ones', [live, newerLive], newerLive],
    ['the newest of the ended ones', [ended, newerEnded], newerEnded],
    ['a conversation before a mere registration', [registered, ended], ended],
    ['a registration before nothing', [registered], registered],
    ['one whose contact no event has named', [anonymous], anonymous],
  ])('picks %s', (_, sessions, picked) => {
    expect(chooseSession('contact-1', sessions)).toEqual({ kind: 'found', session: picked });
    expect(chooseSession('contact-1', sessions.toReversed())).toEqual({
      kind: 'found',
      session: picked,
    });
  });

  it('finds nothing where there is nothing', () => {
    expect(chooseSession('contact-1', [])).toEqual({ kind: 'none' });
  });

  it.each<[string, Session[]]>([
    ['alone', [foreign]],
    ['beside a registration of our own', [registered, foreign]],
    ['beside a live conversation of our own', [live, foreign]],
  ])('refuses a session of another contact %s', (_, sessions) => {
    expect(chooseSession('contact-1', sessions)).toEqual({ kind: 'ofAnotherContact' });
  });
});
