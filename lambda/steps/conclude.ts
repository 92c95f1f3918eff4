import type { ChannelKind } from '../contract/channels';
import { mustBeHeard, outcomeEvent } from '../contract/outcomes';
import type { Conclusion, Decision, Reason } from '../contract/outcomes';
import type { StepOutput } from '../contract/workflow';
import type { Intent, Notification, WaitingNotification } from '../domain/notification';
import { MAX_ATTEMPTS } from '../domain/notification';
import { nextStepFor, outcomeOf } from '../domain/reasons';
import type { Clock, Ledger } from '../domain/ports';
import { NEXT_LOOK_MS } from '../contract/timeouts';
import { MAX_WAIT_SECONDS } from '../contract/workflow';

export interface ConcludeDeps {
  readonly ledger: Pick<Ledger, 'conclude' | 'noteAttempt'>;
  readonly clock: Clock;
}

export interface Ending {
  readonly reason: Reason;
  /** Everything decided in this attempt, this step's own decision last. */
  readonly decisions: readonly Decision[];
  readonly conversationId?: string;
  readonly messageId?: string;
  readonly channel?: ChannelKind;
  readonly missing?: readonly string[];
  readonly oauthClient?: string;
  readonly correlationId?: string;
}

type Concluded = Extract<StepOutput, { kind: 'concluded' }>;
/** The step output that makes the workflow tell an outcome. */
export const toConcluded = (conclusion: Conclusion): Concluded => ({
  kind: 'concluded',
  detailType: outcomeEvent(conclusion.outcome),
  mustBeHeard: mustBeHeard(conclusion.outcome),
  conclusion,
});

/** The same for an outcome that was written earlier. */
export const toldAgain = (conclusion: Conclusion): Concluded => ({
  ...toConcluded(conclusion),
  isRepeat: true,
});

/**
 * A step that finds the outcome already written tells it again: whoever wrote it may have died before the
 * world heard of it, and hearing an outcome twice does no harm.
 */
export const alreadyTold = (
  notification: Extract<Notification, { kind: 'concluded' }> | undefined,
): Concluded | Nothing =>
  notification === undefined ? { kind: 'nothing' } : toldAgain(notification.conclusion);

type Later = Extract<StepOutput, { kind: 'later' }>;
type Nothing = Extract<StepOutput, { kind: 'nothing' }>;

/** Writes the outcome into the ledger. If somebody was faster, theirs stands and is what the world hears. */
export async function conclude(
  deps: ConcludeDeps,
  { intent, decisions: earlier, heldCalls = 0 }: WaitingNotification,
  ending: Ending,
): Promise<Concluded> {
  const { reason, decisions, missing = [], ...details } = ending;
  const nowMs = deps.clock.nowMs();
  const conclusion = await deps.ledger.conclude(
    {
      version: '1',
      notificationKey: intent.notificationKey,
      outcome: outcomeOf(reason),
      reason,
      nextStep: nextStepFor(reason, { missing, oauthClient: ending.oauthClient }),
      occurrence: intent.occurrence,
      type: intent.type,
      ...details,
      requestId: intent.requestId,
      ...(missing.length > 0 && { missing: [...missing] }),
      genesysCalls: callsIn(earlier) + heldCalls + callsIn(decisions),
      concludedAt: new Date(nowMs).toISOString(),
    },
    decisions,
  );
  return { ...toConcluded(conclusion), secondsToOutcome: secondsSince(intent, nowMs) };
}

/** Waiting for its time is no delay of ours. */
const secondsSince = ({ requestedAtMs, notBeforeMs = 0 }: Intent, nowMs: number): number =>
  Math.max(0, Math.round((nowMs - Math.max(requestedAtMs, notBeforeMs)) / 1000));

export const callsIn = (decisions: readonly Decision[]): number =>
  decisions.reduce((sum, { genesysCalls = 0 }) => sum + genesysCalls, 0);

/**
 * Puts the notification off and counts the attempt. The next attempt starts from the ledger and meets
 * every rule again; after the last one the notification is parked for a person.
 */
export async function tryLater(
  deps: ConcludeDeps,
  notification: WaitingNotification,
  delay: {
    readonly waitSeconds: number;
    readonly decisions: readonly Decision[];
    /** What was decided settles a doubt of before a redrive. */
    readonly settlesDoubt?: boolean;
  },
): Promise<Later | Concluded | Nothing> {
  const { notificationKey } = notification.intent;
  if (notification.attempts + 1 >= MAX_ATTEMPTS) {
    return conclude(deps, notification, {
      reason: 'ATTEMPTS_EXHAUSTED',
      decisions: delay.decisions,
    });
  }
  const backOffSeconds = 2 ** notification.attempts;
  const waitSeconds = Math.max(delay.waitSeconds, backOffSeconds);
  const isShort = waitSeconds <= MAX_WAIT_SECONDS;
  const attempts = await deps.ledger.noteAttempt({
    notificationKey,
    kind: 'attempt',
    decisions: delay.decisions,
    settlesDoubt: delay.settlesDoubt,
    // A short wait is the workflow's own; a long one is left to the sweeper.
    dueAtMs: deps.clock.nowMs() + (isShort ? NEXT_LOOK_MS : waitSeconds * 1000),
  });
  return attempts > 0 && isShort
    ? { kind: 'later', notificationKey, waitSeconds }
    : { kind: 'nothing' };
}
