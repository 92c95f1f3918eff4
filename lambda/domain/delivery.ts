import type { SendPolicy } from '../contract/request-events';
import type { Reason } from '../contract/outcomes';

/** What preflight found: a conversation in one of its two states, or none that Genesys knows. */
export type ConversationState = 'active' | 'closed' | 'notFound';

export type Delivery =
  | { readonly kind: 'existing' }
  | { readonly kind: 'new' }
  | { readonly kind: 'suppress'; readonly reason: Reason };

/**
 * Decides where a message goes: into the live conversation, into a new session, or nowhere.
 *
 * After a conflict the sender has seen the conversation otherwise than preflight does: within the threading
 * window a closed conversation still refuses a new one. Every other time the existing one is tried instead.
 */
export function decideDelivery(
  policy: Pick<Required<SendPolicy>, 'session' | 'whenClosed'>,
  state: ConversationState,
  conflicts = 0,
): Delivery {
  if (state === 'active') {
    return policy.session === 'onlyIfClosed'
      ? { kind: 'suppress', reason: 'CONVERSATION_LIVE' }
      : { kind: 'existing' };
  }
  const mayOpen = policy.session !== 'onlyIfLive' && policy.whenClosed === 'startNew';
  if (!mayOpen) return { kind: 'suppress', reason: 'CONVERSATION_CLOSED' };
  const standsInTheWay = state === 'closed' && conflicts % 2 === 1;
  return { kind: standsInTheWay ? 'existing' : 'new' };
}
