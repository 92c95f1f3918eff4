import { trailOf } from '../../../lambda/contract/trail';
import { anAttempt, KEY } from '../../support/builders';

const NOTHING = {
  notificationKey: undefined,
  conversationId: undefined,
  requestId: undefined,
  eventId: undefined,
};

describe('trailOf', () => {
  it('reads an attempt', () => {
    expect(trailOf(anAttempt({ requestId: 'request-1' }))).toEqual({
      ...NOTHING,
      notificationKey: KEY,
      conversationId: 'conversation-1',
      requestId: 'request-1',
    });
  });

  it('reads the event of an attempt that is due', () => {
    const event = { id: 'event-1', detail: { notificationKey: KEY } };

    expect(trailOf({ executionName: 'execution-1', event })).toEqual({
      ...NOTHING,
      notificationKey: KEY,
      eventId: 'event-1',
    });
  });

  it.each([
    undefined,
    null,
    'text',
    [],
    { notificationKey: 'not a key', requestId: 7, route: 'text', event: 7 },
    { event: { id: 'two words', detail: { notificationKey: 'Dear customer' } } },
    { event: { detail: 'text' } },
  ])('leaves out what is not as expected, and never throws: %j', (input) => {
    expect(trailOf(input)).toEqual(NOTHING);
  });
});
