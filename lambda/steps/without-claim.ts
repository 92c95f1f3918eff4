import type { Decision } from '../contract/outcomes';
import { MAX_WAIT_SECONDS } from '../contract/workflow';
import type { SendOutput } from '../contract/workflow';
import type { WaitingNotification } from '../domain/notification';
import type { Ledger, SlotClaim, SlotPhase } from '../domain/ports';
import { reasonOfRefusal } from '../domain/recipient';
import { conclude, tryLater } from './conclude';
import type { ConcludeDeps } from './conclude';
import { freeAbandoned } from './free-abandoned';

export interface WithoutClaimDeps extends ConcludeDeps {
  readonly ledger: ConcludeDeps['ledger'] &
    Pick<Ledger, 'fetchSlot' | 'fetchNotification' | 'releaseSlot' | 'keepDoubt'>;
}

/** How soon a busy recipient is worth another look. */
const BUSY_WAIT_SECONDS = 2;

/** What becomes of a notification whose recipient it could not take. */
export async function withoutClaim(
  deps: WithoutClaimDeps,
  before: WaitingNotification,
  claim: Exclude<SlotClaim, { kind: 'claimed' }>,
  note: (decision: string) => Decision[],
): Promise<SendOutput> {
  const { recipientRef, notificationKey } = before.intent;
  if (claim.kind !== 'busy') {
    const reason = reasonOfRefusal(claim.kind);
    return conclude(deps, before, { reason, decisions: note(claim.kind) });
  }
  if (claim.heldByKey === notificationKey) return meetOwnRun(notificationKey, claim.phase);
  await freeAbandoned(deps.ledger, recipientRef);
  const decisions = note('recipientBusy');
  return tryLater(deps, before, { decisions, waitSeconds: BUSY_WAIT_SECONDS });
}

/**
 * Another run of this very notification holds the recipient. In SENDING the request may be out. In CLAIMED
 * it is at work, or dead until its lease ends: not counted as an attempt, because the last one parks a
 * notification, and this one may be about to be sent.
 */
function meetOwnRun(notificationKey: string, phase: SlotPhase): SendOutput {
  return phase === 'SENDING'
    ? { kind: 'doubt', notificationKey }
    : { kind: 'later', notificationKey, waitSeconds: MAX_WAIT_SECONDS };
}
