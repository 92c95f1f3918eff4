import { anEvent, aRequest } from '../../support/builders';
import { loadStage } from '../../support/load-stage';

const conflictEvent = (detail: unknown) => anEvent('ConversationConflict', detail);

describe('an event nobody can use', () => {
  it.each<[string, unknown, string, string]>([
    [
      'no contact',
      anEvent('NotificationRequested', aRequest({ contactId: null })),
      'WRONG_TYPE',
      'detail.contactId',
    ],
    ['no detail', { 'detail-type': 'NotificationRequested' }, 'FIELD_MISSING', 'detail'],
    ['a detail that is a word', anEvent('NotificationRequested', 'hello'), 'WRONG_TYPE', 'detail'],
    [
      'a bad policy',
      anEvent('NotificationRequested', aRequest({ policy: { session: 'x' } })),
      'UNKNOWN_POLICY',
      'detail.policy.session',
    ],
    [
      'a bad key',
      anEvent('AttemptDue', { notificationKey: 'short' }),
      'INVALID_KEY',
      'detail.notificationKey',
    ],
    [
      'no web session',
      conflictEvent({ contactId: 'c', text: 't' }),
      'FIELD_MISSING',
      'detail.webchatSessionId',
    ],
    ['an unknown type', anEvent('SomethingElse', {}), 'UNKNOWN_EVENT_TYPE', 'detail-type'],
    ['no type', { detail: {} }, 'FIELD_MISSING', 'detail-type'],
    ['no shape at all', null, 'WRONG_TYPE', '$'],
  ])('is rejected by code and path: %s', async (_, event, code, path) => {
    const { ledger, load } = await loadStage();

    const output = await load(event);

    expect(output).toMatchObject({
      kind: 'invalid',
      rejection: { outcome: 'REJECTED', reason: 'INVALID_EVENT', problems: [{ code, path }] },
    });
    expect(ledger.notifications()).toEqual([]);
  });

  it('is named by its id and type, and never quoted', async () => {
    const { load } = await loadStage();

    const output = await load(anEvent('NotificationRequested', { text: 'a secret'.repeat(999) }));

    expect(output).toMatchObject({
      rejection: { eventId: 'event-1', eventType: 'NotificationRequested' },
    });
    expect(JSON.stringify(output)).not.toContain('a secret');
  });
});
