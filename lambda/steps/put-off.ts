import type { Decision } from '../contract/outcomes';
import type { Attempt, StepOutput } from '../contract/workflow';
import { API_BUDGET } from '../domain/budget-port';
import type { Prepared } from '../domain/budget-port';
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

interface Unprepared {
  readonly attempt: Attempt;
  readonly prepared: Exclude<Prepared, { kind: 'ready' }>;
  readonly step: string;
}

/** No token or no slot: nothing was asked, claimed or written ahead. A client that is refused is diagnosed. */
export async function giveUp(
  deps: Pick<GuardDeps, 'ledger' | 'clock'>,
  notification: WaitingNotification,
  { attempt, prepared, step }: Unprepared,
): Promise<PutOff | Extract<StepOutput, { kind: 'refused' }>> {
  const record = (evidence: Decision['evidence']): Decision[] => [
    ...attempt.decisions,
    { at: new Date(deps.clock.nowMs()).toISOString(), step, decision: prepared.kind, evidence },
  ];
  if (prepared.kind === 'unavailable') {
    const { cause, retryAfterSeconds } = prepared;
    return putOff(deps, notification, { cause, retryAfterSeconds, decisions: record({ cause }) });
  }
  const { status, code, missing, ...rest } = prepared.refusal;
  const refusal = { ...rest, status, code, missing: [...missing] };
  return { kind: 'refused', ...attempt, decisions: record({ status, code }), refusal };
}
