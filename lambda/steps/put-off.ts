import type { Decision } from '../contract/outcomes';
import type { StepOutput } from '../contract/workflow';
import { API_BUDGET } from '../domain/budget-port';
import type { WaitingNotification } from '../domain/notification';
import { tryLater } from './conclude';
import { hold } from './guard';
import type { GuardDeps } from './guard';

export interface Delay {
  /** Why it could not be done now. */
  readonly cause: string;
  readonly retryAfterSeconds: number;
  readonly decisions: readonly Decision[];
}

type PutOff = Extract<StepOutput, { kind: 'later' | 'held' | 'concluded' | 'nothing' }>;

/** Puts the notification off. A fault counts as an attempt; a lack of slots is nobody's fault and does not. */
export function putOff(
  deps: Pick<GuardDeps, 'ledger' | 'clock'>,
  notification: WaitingNotification,
  { cause, retryAfterSeconds, decisions }: Delay,
): Promise<PutOff> {
  return cause === API_BUDGET
    ? holdForBudget(deps, notification, decisions)
    : tryLater(deps, notification, { decisions, waitSeconds: retryAfterSeconds });
}

/**
 * Gives the notification to the sweeper, which starts as many as the budget takes: whoever waits in the workflow
 * instead comes back with everybody else. Due since it was meant to be sent, so that the oldest goes first,
 * however often it is put off.
 */
const holdForBudget = (
  deps: Pick<GuardDeps, 'ledger' | 'clock'>,
  notification: WaitingNotification,
  decisions: readonly Decision[],
) => {
  const { requestedAtMs, notBeforeMs = 0 } = notification.intent;
  const untilMs = Math.max(requestedAtMs, notBeforeMs);
  return hold(deps, notification, { reason: API_BUDGET, untilMs, decisions });
};
