import { chooseSession } from '../../../lambda/domain/session';
import type { Session } from '../../../lambda/domain/session';

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
