import { decideDelivery, mayWait } from '../../../lambda/domain/delivery';
import type { ConversationState } from '../../../lambda/domain/delivery';
import { policySchema } from '../../../lambda/contract/policy';
import type { SendPolicy } from '../../../lambda/contract/policy';

type Session = SendPolicy['session'];
type WhenClosed = SendPolicy['whenClosed'];
type WhileAgent = SendPolicy['whileAgent'];

const LIVE: readonly ConversationState[] = ['active', 'attended'];
const NOT_LIVE: readonly ConversationState[] = ['closed', 'notFound'];

const decided = (...[policy, state, conflicts]: Parameters<typeof decideDelivery>): string => {
  const delivery = decideDelivery(policy, state, conflicts);
  return 'reason' in delivery ? `${delivery.kind} ${delivery.reason}` : delivery.kind;
};

/** What each policy means for a live conversation, without and with an agent in it. */
const whileLive: [Session, WhileAgent, active: string, attended: string][] = [
  ['append', 'speak', 'existing', 'existing'],
  ['append', 'wait', 'existing', 'hold AGENT_PRESENT'],
  ['onlyIfLive', 'speak', 'existing', 'existing'],
  ['onlyIfLive', 'wait', 'existing', 'hold AGENT_PRESENT'],
  ['onlyIfClosed', 'speak', 'suppress CONVERSATION_LIVE', 'suppress CONVERSATION_LIVE'],
  ['onlyIfClosed', 'wait', 'suppress CONVERSATION_LIVE', 'suppress CONVERSATION_LIVE'],
  ['waitForClose', 'speak', 'hold WAITING_FOR_CLOSE', 'hold WAITING_FOR_CLOSE'],
  ['waitForClose', 'wait', 'hold WAITING_FOR_CLOSE', 'hold WAITING_FOR_CLOSE'],
];

/** What each policy means where nothing is live; `park` and `fallback` only with sessions that intake lets through. */
const whenNot: [Session, WhenClosed, decided: string][] = [
  ['append', 'startNew', 'new'],
  ['append', 'park', 'hold WAITING_FOR_RETURN'],
  ['append', 'fallback', 'fallback'],
  ['append', 'drop', 'suppress CONVERSATION_CLOSED'],
  ['onlyIfLive', 'startNew', 'suppress CONVERSATION_CLOSED'],
  ['onlyIfLive', 'drop', 'suppress CONVERSATION_CLOSED'],
  ['onlyIfClosed', 'startNew', 'new'],
  ['onlyIfClosed', 'fallback', 'fallback'],
  ['onlyIfClosed', 'drop', 'suppress CONVERSATION_CLOSED'],
  ['waitForClose', 'startNew', 'new'],
  ['waitForClose', 'fallback', 'fallback'],
];

describe('decideDelivery', () => {
  const whenClosedOptions = policySchema.entries.whenClosed.wrapped.options;
  const whileAgentOptions = policySchema.entries.whileAgent.wrapped.options;

  it.each(whileLive)(
    'under %s and %s, a live conversation means: %s, and with an agent in it: %s',
    (session, whileAgent, ...expected) => {
      for (const whenClosed of whenClosedOptions) {
        const policy = { session, whenClosed, whileAgent };

        expect(LIVE.map((state) => decided(policy, state))).toEqual(expected);
      }
    },
  );

  it.each(whenNot)(
    'under %s and %s, a conversation that is closed or not found means: %s',
    (session, whenClosed, expected) => {
      for (const whileAgent of whileAgentOptions) {
        const policy = { session, whenClosed, whileAgent };

        expect(NOT_LIVE.map((state) => decided(policy, state))).toEqual([expected, expected]);
      }
    },
  );

  it.each<[number, ConversationState, string]>([
    [0, 'closed', 'new'],
    [1, 'closed', 'existing'],
    [2, 'closed', 'new'],
    [3, 'closed', 'existing'],
    [1, 'active', 'existing'],
    [2, 'active', 'existing'],
    [1, 'notFound', 'new'],
    [3, 'notFound', 'new'],
  ])('after %i conflicts, a conversation that is %s means: %s', (conflicts, state, expected) => {
    const policy = { session: 'append', whenClosed: 'startNew', whileAgent: 'speak' } as const;

    expect(decided(policy, state, conflicts)).toBe(expected);
  });

  it.each<[Session, WhenClosed, string]>([
    ['onlyIfLive', 'startNew', 'suppress CONVERSATION_CLOSED'],
    ['append', 'park', 'hold WAITING_FOR_RETURN'],
    ['append', 'fallback', 'fallback'],
    ['append', 'drop', 'suppress CONVERSATION_CLOSED'],
  ])('speaks into no closed conversation against %s and %s', (session, whenClosed, expected) => {
    const policy = { session, whenClosed, whileAgent: 'speak' } as const;

    expect([1, 2, 3].map((conflicts) => decided(policy, 'closed', conflicts))).toEqual([
      expected,
      expected,
      expected,
    ]);
  });
});

describe('mayWait', () => {
  it.each<[Session, WhenClosed, WhileAgent, boolean]>([
    ['append', 'startNew', 'speak', false],
    ['onlyIfClosed', 'fallback', 'speak', false],
    ['append', 'park', 'speak', true],
    ['waitForClose', 'startNew', 'speak', true],
    ['append', 'startNew', 'wait', true],
  ])('says of %s, %s and %s: %p', (session, whenClosed, whileAgent, expected) => {
    expect(mayWait({ session, whenClosed, whileAgent })).toBe(expected);
  });
});
