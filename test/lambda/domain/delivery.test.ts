import { decideDelivery } from '../../../lambda/domain/delivery';
import type { ConversationState } from '../../../lambda/domain/delivery';
import type { SendPolicy } from '../../../lambda/contract/request-events';

type Row = [
  session: Required<SendPolicy>['session'],
  whenClosed: Required<SendPolicy>['whenClosed'],
  state: ConversationState,
  decided: string,
];

const rows: Row[] = [
  ['append', 'startNew', 'active', 'existing'],
  ['append', 'startNew', 'closed', 'new'],
  ['append', 'startNew', 'notFound', 'new'],
  ['append', 'drop', 'active', 'existing'],
  ['append', 'drop', 'closed', 'CONVERSATION_CLOSED'],
  ['append', 'drop', 'notFound', 'CONVERSATION_CLOSED'],
  ['onlyIfLive', 'startNew', 'active', 'existing'],
  ['onlyIfLive', 'startNew', 'closed', 'CONVERSATION_CLOSED'],
  ['onlyIfLive', 'startNew', 'notFound', 'CONVERSATION_CLOSED'],
  ['onlyIfLive', 'drop', 'active', 'existing'],
  ['onlyIfLive', 'drop', 'closed', 'CONVERSATION_CLOSED'],
  ['onlyIfLive', 'drop', 'notFound', 'CONVERSATION_CLOSED'],
  ['onlyIfClosed', 'startNew', 'active', 'CONVERSATION_LIVE'],
  ['onlyIfClosed', 'startNew', 'closed', 'new'],
  ['onlyIfClosed', 'startNew', 'notFound', 'new'],
  ['onlyIfClosed', 'drop', 'active', 'CONVERSATION_LIVE'],
  ['onlyIfClosed', 'drop', 'closed', 'CONVERSATION_CLOSED'],
  ['onlyIfClosed', 'drop', 'notFound', 'CONVERSATION_CLOSED'],
];

describe('decideDelivery', () => {
  it.each(rows)('under %s and %s, a conversation that is %s means: %s', (...row) => {
    const [session, whenClosed, state, decided] = row;

    const delivery = decideDelivery({ session, whenClosed }, state);

    expect(delivery.kind === 'suppress' ? delivery.reason : delivery.kind).toBe(decided);
  });

  it.each<[number, ConversationState, string]>([
    [0, 'closed', 'new'],
    [1, 'closed', 'existing'],
    [2, 'closed', 'new'],
    [3, 'closed', 'existing'],
    [1, 'active', 'existing'],
    [2, 'active', 'existing'],
    [1, 'notFound', 'new'],
    [3, 'notFound', 'new'],
  ])('after %i conflicts, a conversation that is %s means: %s', (conflicts, state, decided) => {
    const policy = { session: 'append', whenClosed: 'startNew' } as const;

    expect(decideDelivery(policy, state, conflicts).kind).toBe(decided);
  });

  it.each([1, 2, 3])('speaks into no closed conversation against the policy (%i)', (conflicts) => {
    const policy = { session: 'onlyIfLive', whenClosed: 'startNew' } as const;

    expect(decideDelivery(policy, 'closed', conflicts)).toEqual({
      kind: 'suppress',
      reason: 'CONVERSATION_CLOSED',
    });
  });
});
