import { parseOwn } from '../contract/unreadable-data-error';
import type { Decision } from '../contract/outcomes';
import { attemptInputSchema } from '../contract/workflow';
import type { Attempt, PreflightOutput, Terms } from '../contract/workflow';
import type { Conversation } from '../domain/conversation';
import { decideDelivery } from '../domain/delivery';
import type { ConversationState, Delivery } from '../domain/delivery';
import type { Permits } from '../domain/budget-port';
import type { Clock, ConversationApi, Counted, Ledger, PreflightAnswer } from '../domain/ports';
import { CALL_RESERVE_MS } from '../contract/timeouts';
import { conclude } from './conclude';
import { giveUp, putOff } from './put-off';
import { waitForCustomer } from './wait-for-customer';
import { onTerms, whileWaiting } from './while-waiting';

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
    const maxWaitMs = remainingMs() - CALL_RESERVE_MS;
    return onTerms(deps.ledger, attempt, (terms) => preflight(deps, { attempt, terms, maxWaitMs }));
  };

interface Going {
  readonly attempt: Attempt;
  readonly terms: Terms;
}

async function preflight(
  deps: PreflightConversationDeps,
  { attempt, terms, maxWaitMs }: Going & { readonly maxWaitMs: number },
): Promise<PreflightOutput> {
  const { conversationId } = attempt.route;
  if (conversationId === undefined) return act(deps, { attempt, terms }, 'notFound');

  // One slot for this look and one for the send that follows: together they are one write.
  const lane = terms.priority;
  const prepared = await deps.conversations.prepare({ lane, slots: 2, maxWaitMs });
  if (prepared.kind !== 'ready') {
    const step = 'Preflight conversation';
    return whileWaiting(deps.ledger, attempt.notificationKey, (notification) =>
      giveUp(deps, notification, { attempt, prepared, step }),
    );
  }
  return look(deps, { attempt, terms, conversationId, permits: prepared.permits });
}

interface Looking extends Going {
  readonly conversationId: string;
  /** The first is for the look, the second travels on to the send. */
  readonly permits: Permits;
}

async function look(
  deps: PreflightConversationDeps,
  { attempt, terms, conversationId, permits: [own, next] }: Looking,
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
      return whileWaiting(deps.ledger, attempt.notificationKey, (notification) =>
        putOff(deps, notification, { ...answer, decisions }),
      );
    case 'notFound':
      return act(deps, { attempt: seen, terms }, 'notFound');
    case 'found':
      return act(deps, { attempt: seen, terms }, stateOf(answer.conversation));
  }
}

const stateOf = (conversation: Conversation): ConversationState =>
  conversation.kind === 'active' && conversation.hasAgent === true ? 'attended' : conversation.kind;

/** Goes where the policy sends it; only what stays or ends here needs the whole notification. */
async function act(
  deps: PreflightConversationDeps,
  { attempt, terms: { policy, conflicts } }: Going,
  state: ConversationState,
): Promise<PreflightOutput> {
  const delivery: Delivery = decideDelivery(policy, state, conflicts);
  if (delivery.kind !== 'hold' && delivery.kind !== 'suppress') {
    return { kind: delivery.kind, ...attempt };
  }
  const { decisions, notificationKey } = attempt;
  return whileWaiting(deps.ledger, notificationKey, (notification) =>
    delivery.kind === 'hold'
      ? waitForCustomer(deps, notification, { reason: delivery.reason, decisions })
      : conclude(deps, notification, {
          reason: delivery.reason,
          decisions,
          conversationId: attempt.route.conversationId,
        }),
  );
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
