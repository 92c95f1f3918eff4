import type { SendPolicy } from '../contract/policy';
import type { Reason } from '../contract/outcomes';
import type { PatientReason } from './holds';

/** What preflight found: a conversation, live (`attended` with a human agent in it) or not, or none that Genesys knows. */
export type ConversationState = 'active' | 'attended' | 'closed' | 'notFound';

export type Delivery =
  | { readonly kind: 'existing' }
  | { readonly kind: 'new' }
  /** The next of the request's channels. */
  | { readonly kind: 'fallback' }
  | { readonly kind: 'hold'; readonly reason: PatientReason }
  | { readonly kind: 'suppress'; readonly reason: Reason };

export type SessionPolicy = Pick<Required<SendPolicy>, 'session' | 'whenClosed' | 'whileAgent'>;

/**
 * Decides where a message goes: into the live conversation, into a new session, over another channel, nowhere, or
 * nowhere yet.
 *
 * After a conflict the sender has seen the conversation otherwise than preflight does: within the threading
 * window a closed conversation still refuses a new one. Every other time the existing one is tried instead.
 */
export function decideDelivery(
  policy: SessionPolicy,
  state: ConversationState,
  conflicts = 0,
): Delivery {
  if (state === 'active' || state === 'attended') return whileLive(policy, state);
  const delivery = whenNotLive(policy);
  const standsInTheWay = state === 'closed' && conflicts % 2 === 1;
  return delivery.kind === 'new' && standsInTheWay ? { kind: 'existing' } : delivery;
}

function whenNotLive({ session, whenClosed }: SessionPolicy): Delivery {
  if (session === 'onlyIfLive') return { kind: 'suppress', reason: 'CONVERSATION_CLOSED' };
  switch (whenClosed) {
    case 'drop':
      return { kind: 'suppress', reason: 'CONVERSATION_CLOSED' };
    case 'park':
      return { kind: 'hold', reason: 'WAITING_FOR_RETURN' };
    case 'fallback':
      return { kind: 'fallback' };
    case 'startNew':
      return { kind: 'new' };
  }
}

function whileLive({ session, whileAgent }: SessionPolicy, state: 'active' | 'attended'): Delivery {
  if (session === 'onlyIfClosed') return { kind: 'suppress', reason: 'CONVERSATION_LIVE' };
  if (session === 'waitForClose') return { kind: 'hold', reason: 'WAITING_FOR_CLOSE' };
  const mustWait = state === 'attended' && whileAgent === 'wait';
  return mustWait ? { kind: 'hold', reason: 'AGENT_PRESENT' } : { kind: 'existing' };
}

/** Whether the policy can make a notification wait for what a customer or an agent does. */
export const mayWait = ({ session, whenClosed, whileAgent }: SessionPolicy): boolean =>
  session === 'waitForClose' || whenClosed === 'park' || whileAgent === 'wait';
