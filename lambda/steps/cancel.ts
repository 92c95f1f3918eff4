import { STEP_TIMEOUT_SECONDS } from '../contract/timeouts';
import type { StepOutput } from '../contract/workflow';
import type { WaitingNotification } from '../domain/notification';
import type { Clock, Identity, Ledger, SlotClaim } from '../domain/ports';
import { alreadyTold, conclude } from './conclude';
import { endEarly } from './end-early';
import { freeAbandoned } from './free-abandoned';
import type { NotificationIdentity } from './store-request';

export interface CancelDeps {
  readonly ledger: Ledger;
  readonly identity: Identity;
  readonly clock: Clock;
}

/** What ends a notification that the ledger knows; the keys are known then. */
type EndDeps = Pick<CancelDeps, 'ledger' | 'clock'> & {
  readonly identity: Pick<Identity, 'newOwner'>;
};

type Cancelled = Extract<StepOutput, { kind: 'concluded' | 'nothing' }>;

/** A claim outlives the function that holds it, and no other run waits longer than it must. */
const LEASE_MS = (STEP_TIMEOUT_SECONDS + 10) * 1000;
/** How soon somebody looks whether a run that was at work has left anything to cancel. */
const CANCEL_LOOK_MS = 60_000;

/** Cancels a notification, whether its request has come or not. What has ended is told as it stands. */
export async function cancel(
  deps: CancelDeps,
  identity: NotificationIdentity,
  requestedBy: string,
): Promise<Cancelled> {
  const ended = await endEarly(deps, identity, { reason: 'CANCELLED', requestedBy });
  if (ended.kind === 'concluded') return ended;
  return ended.known.kind === 'waiting'
    ? concludeCancelled(deps, ended.known)
    : alreadyTold(ended.known);
}

/**
 * Ends a waiting notification as CANCELLED under the claim of its recipient: nobody can be between a claim of
 * their own and the POST, so what is told as cancelled is not sent. While somebody else is at work only the wish
 * is noted; whoever looks next, right before the POST or after a send that came to nothing, finds it.
 */
export async function concludeCancelled(
  deps: EndDeps,
  notification: WaitingNotification,
): Promise<Cancelled> {
  const { recipientRef, notificationKey, conversationId } = notification.intent;
  if (notification.doubt !== undefined) {
    // It may be out already: only if that is settled, and it is not, is there something to cancel.
    const busy = { kind: 'busy', heldByKey: notificationKey, phase: 'SENDING' } as const;
    return noteWish(deps, notification, busy);
  }
  const owner = deps.identity.newOwner();
  const claim = await deps.ledger.claimSlot({
    recipientRef,
    notificationKey,
    owner,
    nowMs: deps.clock.nowMs(),
    leaseMs: LEASE_MS,
    // Nothing is said under this claim: it only keeps others from speaking.
    missingConsent: 'speak',
  });
  if (claim.kind === 'busy') return noteWish(deps, notification, claim);
  // Somebody who opted out is not written to by anybody: there is nothing to claim.
  const decisions = [note(deps, 'CANCELLED')];
  const output = await conclude(deps, notification, {
    reason: 'CANCELLED',
    decisions,
    conversationId,
  });
  if (claim.kind === 'claimed') {
    await deps.ledger.releaseSlot({ recipientRef, notificationKey, owner, epoch: claim.epoch });
  }
  return output;
}

async function noteWish(
  deps: EndDeps,
  { intent, cancelAskedAtMs }: WaitingNotification,
  busy: Extract<SlotClaim, { kind: 'busy' }>,
): Promise<Cancelled> {
  const { notificationKey, recipientRef } = intent;
  const isOwn = busy.heldByKey === notificationKey;
  const isTooLate = isOwn && busy.phase === 'SENDING';
  if (!isOwn) await freeAbandoned(deps.ledger, recipientRef);
  if (cancelAskedAtMs !== undefined) return { kind: 'nothing' };
  const askedAtMs = deps.clock.nowMs();
  await deps.ledger.amend({
    notificationKey,
    decisions: [note(deps, isTooLate ? 'cancelTooLate' : 'cancelAsked')],
    change: {
      kind: 'cancel',
      askedAtMs,
      ...(!isTooLate && { dueAtMs: askedAtMs + CANCEL_LOOK_MS }),
    },
  });
  return { kind: 'nothing' };
}

const note = ({ clock }: EndDeps, decision: string) => ({
  at: new Date(clock.nowMs()).toISOString(),
  step: 'Load session',
  decision,
});
