import { classifyConversation, hasAgent } from '../../../lambda/domain/conversation';

const live = (state: string, connectedAtMs?: number) => ({ state, connectedAtMs });

describe('classifyConversation', () => {
  it.each(['connected', 'alerting', 'parked'])(
    'takes a conversation for active while its customer is %s',
    (state) => {
      expect(classifyConversation(undefined, [live(state)])).toEqual({ kind: 'active' });
    },
  );

  it.each(['disconnected', 'terminated', 'scheduled', 'unknown', 'none', ''])(
    'takes a conversation for closed when its customer is %p',
    (state) => {
      expect(classifyConversation(undefined, [live(state)]).kind).toBe('closed');
    },
  );

  it('takes a conversation that has an end for closed, whatever its customer is', () => {
    expect(classifyConversation(500, [live('connected', 100)])).toEqual({
      kind: 'closed',
      endedAtMs: 500,
    });
  });

  it('takes a conversation without a customer for closed, without knowing since when', () => {
    expect(classifyConversation(undefined, [])).toEqual({ kind: 'closed', endedAtMs: undefined });
  });

  it.each([
    ['in the order they happened', [0, 1]],
    ['in the opposite order', [1, 0]],
  ])('lets the newest communication decide when they come %s', (_, order) => {
    const both = [
      { state: 'disconnected', connectedAtMs: 100, disconnectedAtMs: 200 },
      { state: 'connected', connectedAtMs: 300 },
    ];

    const conversation = classifyConversation(
      undefined,
      order.map((index) => both[index]!),
    );

    expect(conversation).toEqual({ kind: 'active', liveSinceMs: 300 });
  });

  it('takes a customer who left after coming back for gone', () => {
    const conversation = classifyConversation(undefined, [
      { state: 'disconnected', connectedAtMs: 300, disconnectedAtMs: 400 },
      { state: 'connected', connectedAtMs: 100 },
    ]);

    expect(conversation).toEqual({ kind: 'closed', endedAtMs: 400 });
  });

  it('takes the last listed communication when none tells its time', () => {
    const conversation = classifyConversation(undefined, [live('disconnected'), live('connected')]);

    expect(conversation).toEqual({ kind: 'active' });
  });
});

describe('hasAgent', () => {
  it.each(['agent', 'user'])('sees a person who is connected as %s', (purpose) => {
    expect(
      hasAgent([
        { purpose: 'customer', states: [] },
        { purpose, states: ['connected'] },
      ]),
    ).toBe(true);
  });

  it.each([
    ['agent', 'alerting'],
    ['agent', 'disconnected'],
    ['customer', 'connected'],
    ['acd', 'connected'],
    ['api', 'connected'],
    ['workflow', 'connected'],
    ['bot', 'connected'],
  ])('sees nobody in %s, who is %s', (purpose, state) => {
    expect(hasAgent([{ purpose, states: [state] }, { states: ['connected'] }])).toBe(false);
  });

  it('sees an agent who came back after a transfer', () => {
    expect(hasAgent([{ purpose: 'agent', states: ['disconnected', 'connected'] }])).toBe(true);
  });
});
