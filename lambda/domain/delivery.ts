import type { SessionPolicy } from '../contract/request-events';
import type { Reason } from '../contract/outcomes';

/** What preflight found: a conversation in one of its two states, or none that Genesys knows. */
export type ConversationState = 'active' | 'closed' | 'notFound';

export type Delivery =
  | { readonly kind: 'existing' }
  | { readonly kind: 'new' }
  | { readonly kind: 'suppress'; readonly reason: Reason };

/** Decides where a message goes: into the live conversation, into a new session, or nowhere. */
export function decideDelivery(
  policy: Required<SessionPolicy>,
  state: ConversationState,
): Delivery {
  if (state === 'active') {
    return policy.session === 'onlyIfClosed'
      ? { kind: 'suppress', reason: 'CONVERSATION_LIVE' }
      : { kind: 'existing' };
  }
  const mayOpen = policy.session !== 'onlyIfLive' && policy.whenClosed === 'startNew';
  return mayOpen ? { kind: 'new' } : { kind: 'suppress', reason: 'CONVERSATION_CLOSED' };
}
