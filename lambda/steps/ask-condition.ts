import { looksSoFar, MAX_UNANSWERED_LOOKS, nextLookMs } from '../domain/holds';
import type { Conditions } from '../domain/ports-conditions';
import { conclude } from './conclude';
import { hold } from './guard';
import type { Decision } from '../contract/outcomes';
import type { WaitingNotification } from '../domain/notification';
import type { GuardDeps, Stopped } from './guard';

export interface AskConditionDeps extends Pick<GuardDeps, 'ledger' | 'clock'> {
  readonly conditions: Conditions;
}

/** A notification about to be sent, and how its record names what is decided. */
interface Questioned {
  readonly notification: WaitingNotification;
  readonly note: (decision: string, evidence?: Decision['evidence']) => Decision[];
}

/**
 * Asks whether the message is still true. Whoever may go on gets nothing back. Without an answer the message
 * waits: something untrue in a customer's conversation cannot be taken back, and something late can.
 */
export async function askCondition(
  deps: AskConditionDeps,
  { notification, note }: Questioned,
): Promise<Stopped | undefined> {
  const { intent } = notification;
  const { notificationKey, type, occurrence, contactId, conversationId } = intent;
  const question = { version: '1', notificationKey, type, occurrence, contactId } as const;
  const answer = await deps.conditions.ask(question);
  switch (answer?.kind) {
    case undefined:
    case 'stillTrue':
      return undefined;
    case 'noLongerTrue':
      return conclude(deps, notification, {
        reason: 'NO_LONGER_TRUE',
        decisions: note('NO_LONGER_TRUE'),
        conversationId,
      });
    case 'unanswered':
      return waitForAnswer(deps, { notification, note }, answer.cause);
  }
}

async function waitForAnswer(
  deps: AskConditionDeps,
  { notification, note }: Questioned,
  cause: string,
): Promise<Stopped> {
  const reason = 'CONDITION_UNANSWERED';
  const { hold: before, intent } = notification;
  const decisions = note(reason, { cause });
  if (looksSoFar(reason, before) >= MAX_UNANSWERED_LOOKS) {
    const { conversationId } = intent;
    return conclude(deps, notification, { reason: 'NEVER_ANSWERED', decisions, conversationId });
  }
  const untilMs = deps.clock.nowMs() + nextLookMs(reason, before);
  return hold(deps, notification, { reason, untilMs, decisions });
}
