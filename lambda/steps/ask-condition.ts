import { looksSoFar, MAX_UNANSWERED_LOOKS, nextLookMs } from '../domain/holds';
import type { Ledger } from '../domain/ports';
import type { Conditions } from '../domain/ports-conditions';
import { alreadyTold, conclude } from './conclude';
import { hold } from './guard';
import type { Decision } from '../contract/outcomes';
import type { WaitingNotification } from '../domain/notification';
import type { GuardDeps, Stopped } from './guard';

export interface AskConditionDeps extends Pick<GuardDeps, 'clock'> {
  readonly ledger: GuardDeps['ledger'] & Pick<Ledger, 'fetchNotification'>;
  readonly conditions: Conditions;
}

type Note = (decision: string, evidence?: Decision['evidence']) => Decision[];

/** A notification about to be sent, and how its record names what is decided. */
interface Questioned {
  readonly notification: WaitingNotification;
  readonly note: Note;
}

/**
 * Asks whether the message is still true. Whoever may go on gets nothing back, as does a type nobody is asked about.
 * Without an answer the message waits: something untrue in a customer's conversation cannot be taken back, and something
 * late can.
 */
export async function askCondition(
  deps: AskConditionDeps,
  { notificationKey, type, note }: { notificationKey: string; type: string; note: Note },
): Promise<Stopped | undefined> {
  const ask = deps.conditions.find(type);
  if (ask === undefined) return undefined;
  const notification = await deps.ledger.fetchNotification(notificationKey);
  if (notification?.kind !== 'waiting') return alreadyTold(notification);
  const { occurrence, contactId, conversationId } = notification.intent;
  const question = { version: '1', notificationKey, type, occurrence, contactId } as const;
  const answer = await ask(question);
  switch (answer.kind) {
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
