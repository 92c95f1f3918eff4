import { parseOwn } from '../contract/unreadable-data-error';
import type { Decision } from '../contract/outcomes';
import { attemptInputSchema } from '../contract/workflow';
import type { Attempt, PreflightOutput } from '../contract/workflow';
import type { Conversation } from '../domain/conversation';
import { decideDelivery } from '../domain/delivery';
import type { ConversationState, Delivery } from '../domain/delivery';
import type { Permits } from '../domain/budget-port';
import type { WaitingNotification } from '../domain/notification';
import type { Clock, ConversationApi, Counted, Ledger, PreflightAnswer } from '../domain/ports';
import { CALL_RESERVE_MS } from '../contract/timeouts';
import { alreadyTold, conclude } from './conclude';
import { giveUp, putOff } from './put-off';
import { waitForCustomer } from './wait-for-customer';

export interface PreflightConversationDeps {
  readonly ledger: Ledger;
  readonly conversations: Pick<ConversationApi, 'prepare' | 'fetchConversation'>;
  readonly clock: Clock;
}

/**
 * State "Preflight conversation": asks Genesys for the state right before sending, because the registry
 * is only as fresh as the last event, and lets the notification's policy decide where to.
 */
export const preflightConversation =
  (deps: PreflightConversationDeps) =>
  async (input: unknown, remainingMs: () => number): Promise<PreflightOutput> => {
    const attempt = parseOwn(attemptInputSchema, input, 'the input of Preflight conversation');
    const notification = await deps.ledger.fetchNotification(attempt.notificationKey);
    if (notification?.kind !== 'waiting') return alreadyTold(notification);
    const { conversationId } = attempt.route;
    if (conversationId === undefined) return act(deps, notification, attempt, 'notFound');

    // One slot for this look and one for the send that follows: together they are one write.
    const lane = notification.intent.priority;
    const maxWaitMs = remainingMs() - CALL_RESERVE_MS;
    const prepared = await deps.conversations.prepare({ lane, slots: 2, maxWaitMs });
    if (prepared.kind !== 'ready') {
      return giveUp(deps, notification, { attempt, prepared, step: 'Preflight conversation' });
    }
    return look(deps, notification, { attempt, conversationId, permits: prepared.permits });
  };

interface Looking {
  readonly attempt: Attempt;
  readonly conversationId: string;
  /** The first is for the look, the second travels on to the send. */
  readonly permits: Permits;
}

async function look(
  deps: PreflightConversationDeps,
  notification: WaitingNotification,
  { attempt, conversationId, permits: [own, next] }: Looking,
): Promise<PreflightOutput> {
  const answer = await deps.conversations.fetchConversation(conversationId, own);
  const decisions = [...attempt.decisions, toDecision(deps.clock, answer)];
  const seen = { ...attempt, decisions, permit: next };
  switch (answer.kind) {
    case 'refused':
      return {
        kind: 'refused',
        ...seen,
        refusal: { ...answer.refusal, missing: [...answer.refusal.missing] },
      };
    case 'unavailable':
      return putOff(deps, notification, { ...answer, decisions });
    case 'notFound':
      return act(deps, notification, seen, 'notFound');
    case 'found':
      return act(deps, notification, seen, stateOf(answer.conversation));
  }
}

const stateOf = (conversation: Conversation): ConversationState =>
  conversation.kind === 'active' && conversation.hasAgent === true ? 'attended' : conversation.kind;

function act(
  deps: PreflightConversationDeps,
  notification: WaitingNotification,
  attempt: Attempt,
  state: ConversationState,
): Promise<PreflightOutput> | PreflightOutput {
  const delivery: Delivery = decideDelivery(
    notification.intent.policy,
    state,
    notification.conflicts,
  );
  if (delivery.kind === 'hold') {
    const { decisions } = attempt;
    return waitForCustomer(deps, notification, { reason: delivery.reason, decisions });
  }
  if (delivery.kind !== 'suppress') return { kind: delivery.kind, ...attempt };
  return conclude(deps, notification, {
    reason: delivery.reason,
    decisions: attempt.decisions,
    conversationId: attempt.route.conversationId,
  });
}

function toDecision(clock: Clock, answer: Counted<PreflightAnswer>): Decision {
  return {
    at: new Date(clock.nowMs()).toISOString(),
    step: 'Preflight conversation',
    decision: answer.kind === 'found' ? answer.conversation.kind : answer.kind,
    evidence: {
      ...(answer.correlationId && { correlationId: answer.correlationId }),
      ...(answer.kind === 'found' &&
        stateOf(answer.conversation) === 'attended' && { agent: true }),
      ...(answer.kind === 'unavailable' && { cause: answer.cause }),
      ...(answer.kind === 'refused' && {
        status: answer.refusal.status,
        code: answer.refusal.code,
      }),
    },
    genesysCalls: answer.calls,
  };
}
