import type { NotificationRescheduled } from '../contract/change-events';
import type { Problem } from '../contract/problems';
import { NEXT_LOOK_MS } from '../contract/timeouts';
import type { StepOutput } from '../contract/workflow';
import type { WaitingNotification } from '../domain/notification';
import { nextStepFor, outcomeOf } from '../domain/reasons';
import type { Clock, Identity, Ledger } from '../domain/ports';
import { resolveTimes } from '../domain/times';
import type { TimeFacts, Times } from '../domain/times';
import { alreadyTold, toConcluded } from './conclude';
import { keysOf } from './store-request';

export interface RescheduleDeps {
  readonly ledger: Pick<Ledger, 'fetchNotification' | 'fetchSlot' | 'amend'>;
  readonly identity: Pick<Identity, 'keyedHash'>;
  readonly clock: Clock;
}

export type Rescheduled =
  | Extract<StepOutput, { kind: 'concluded' | 'nothing' }>
  | { readonly kind: 'unusable'; readonly problems: readonly Problem[] }
  /** It has its new time, or a newer one: whoever goes on reads it from the ledger. */
  | { readonly kind: 'moved'; readonly notificationKey: string };

/** Moves a waiting notification to another time. One that is being sent is not moved any more. */
export async function reschedule(
  deps: RescheduleDeps,
  change: NotificationRescheduled,
  facts: TimeFacts,
): Promise<Rescheduled> {
  const { notificationKey } = await keysOf(deps.identity.keyedHash, change);
  const known = await deps.ledger.fetchNotification(notificationKey);
  if (known === undefined) return unknown(deps, change, notificationKey);
  if (known.kind === 'concluded') return alreadyTold(known);

  const { deliverByMs } = known.intent;
  const standing = deliverByMs === undefined ? undefined : new Date(deliverByMs).toISOString();
  const resolved = resolveTimes({ ...change, deliverBy: change.deliverBy ?? standing }, facts);
  if (resolved.kind === 'invalid') return { ...resolved, kind: 'unusable' };
  return (await isBeingSent(deps, known))
    ? tooLate(deps, notificationKey)
    : move(deps, notificationKey, { askedAtMs: facts.eventAtMs, times: resolved.times });
}

async function isBeingSent(
  { ledger }: RescheduleDeps,
  { intent }: WaitingNotification,
): Promise<boolean> {
  const slot = await ledger.fetchSlot(intent.recipientRef);
  return (
    slot.kind === 'held' &&
    slot.phase === 'SENDING' &&
    slot.ticket.notificationKey === intent.notificationKey
  );
}

/** Whoever sends it tells how it ended. */
async function tooLate(deps: RescheduleDeps, notificationKey: string): Promise<Rescheduled> {
  const decisions = [note(deps, 'rescheduleTooLate')];
  await deps.ledger.amend({ notificationKey, decisions, change: { kind: 'none' } });
  return { kind: 'nothing' };
}

async function move(
  deps: RescheduleDeps,
  notificationKey: string,
  wish: { readonly askedAtMs: number; readonly times: Times },
): Promise<Rescheduled> {
  await deps.ledger.amend({
    notificationKey,
    decisions: [note(deps, 'rescheduled')],
    change: { kind: 'move', dueAtMs: deps.clock.nowMs() + NEXT_LOOK_MS, ...wish },
  });
  // Also when it was refused: our own write again, or a newer wish, or an end that came in between.
  return { kind: 'moved', notificationKey };
}

/** Nothing is stored: a request that comes later is as good as any other. */
function unknown(
  deps: RescheduleDeps,
  { occurrence, type }: NotificationRescheduled,
  notificationKey: string,
): Rescheduled {
  const reason = 'UNKNOWN_NOTIFICATION';
  return toConcluded({
    version: '1',
    notificationKey,
    outcome: outcomeOf(reason),
    reason,
    nextStep: nextStepFor(reason),
    occurrence,
    type,
    genesysCalls: 0,
    concludedAt: new Date(deps.clock.nowMs()).toISOString(),
  });
}

const note = ({ clock }: RescheduleDeps, decision: string) => ({
  at: new Date(clock.nowMs()).toISOString(),
  step: 'Load session',
  decision,
});
