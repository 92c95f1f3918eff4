import { NOTIFICATION_HELD } from '../contract/holds';
import type { HoldReason } from '../contract/holds';
import type { Limits } from '../contract/limits';
import type { Decision } from '../contract/outcomes';
import type { StepOutput } from '../contract/workflow';
import { admits, judge } from '../domain/guardrails';
import type { Audience } from '../domain/guardrails';
import { looksSoFar, nextStepOfHold } from '../domain/holds';
import { isExpired } from '../domain/notification';
import type { Intent, WaitingNotification } from '../domain/notification';
import type { Clock, KillSwitch, Ledger } from '../domain/ports';
import type { Recipient } from '../domain/recipient';
import { callsIn, conclude } from './conclude';

export interface GuardDeps {
  readonly ledger: Pick<Ledger, 'conclude' | 'noteAttempt' | 'hold'>;
  readonly killSwitch: KillSwitch;
  /** When this stage may speak to somebody, and how often. */
  readonly limits: Limits;
  readonly clock: Clock;
}

/** A notification that asks to speak, and what is known of the contact it would speak to. */
export interface Asking {
  readonly notification: WaitingNotification;
  readonly recipient: Recipient;
  /** Names the decision for the record. */
  readonly note: (decision: string) => Decision[];
}

export type Stopped = Extract<StepOutput, { kind: 'held' | 'concluded' | 'nothing' }>;

/** Asks every guardrail. Whoever may speak gets nothing back. */
export async function guard(
  deps: GuardDeps,
  { notification, recipient, note }: Asking,
): Promise<Stopped | undefined> {
  const { intent } = notification;
  const pause = await deps.killSwitch.fetchPause();
  const { limits } = deps;
  const isCancelled = notification.cancelAskedAtMs !== undefined;
  const nowMs = deps.clock.nowMs();
  const verdict = judge(intent, { nowMs, pause, isCancelled, recipient, limits });
  switch (verdict.kind) {
    case 'speak':
      return undefined;
    case 'hold':
      return hold(deps, notification, { ...verdict, decisions: note(verdict.reason) });
    case 'end':
      return conclude(deps, notification, {
        reason: verdict.reason,
        decisions: note(verdict.reason),
        conversationId: intent.conversationId,
      });
  }
}

/** Asks them again right before the POST, and last whether the stage writes to this contact at all. */
export async function guardSend(
  deps: GuardDeps & { readonly audience: Audience },
  asking: Asking,
): Promise<Stopped | undefined> {
  const stopped = await guard(deps, asking);
  if (stopped !== undefined) return stopped;
  const { notification, note } = asking;
  const reason = admits(deps.audience, notification.intent.contactId);
  return reason && conclude(deps, notification, { reason, decisions: note(reason) });
}

export interface Holding {
  readonly reason: HoldReason;
  readonly untilMs: number;
  /** Everything decided in this attempt, the wait itself last. */
  readonly decisions: readonly Decision[];
}

const withinDeliverBy = (intent: Intent, untilMs: number, nowMs: number): number =>
  isExpired(intent, nowMs) ? untilMs : Math.min(untilMs, intent.deliverByMs ?? Infinity);

/**
 * Lets a notification wait in the ledger, where the sweeper finds it. It does not count as an attempt, and no
 * wait outlives deliver-by: the end is told when it comes. The same wait again is neither told nor recorded, and its
 * looks are only counted: a long wait must not grow the row.
 */
export async function hold(
  deps: Pick<GuardDeps, 'ledger' | 'clock'>,
  { intent, hold: before }: WaitingNotification,
  { reason, untilMs, decisions }: Holding,
): Promise<Stopped> {
  const { notificationKey, occurrence, type, requestId } = intent;
  const isNews = before?.reason !== reason;
  const until = withinDeliverBy(intent, untilMs, deps.clock.nowMs());
  const isHeld = await deps.ledger.hold({
    notificationKey,
    hold: { reason, untilMs: until, looks: looksSoFar(reason, before) },
    ...(isNews ? { decisions } : { decisions: [], calls: callsIn(decisions) }),
  });
  if (!isHeld || !isNews) return { kind: 'nothing' };
  return {
    kind: 'held',
    detailType: NOTIFICATION_HELD,
    held: {
      version: '1',
      notificationKey,
      outcome: 'HELD',
      reason,
      nextStep: nextStepOfHold(reason),
      occurrence,
      type,
      requestId,
      heldUntil: new Date(Math.max(until, deps.clock.nowMs())).toISOString(),
      heldAt: new Date(deps.clock.nowMs()).toISOString(),
    },
  };
}
