import { decideDelivery } from '../../../lambda/domain/delivery';
import type { ConversationState } from '../../../lambda/domain/delivery';
import type { SessionPolicy } from '../../../lambda/contract/request-events';

type Row = [
  session: Required<SessionPolicy>['session'],
  whenClosed: Required<SessionPolicy>['whenClosed'],
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
});
