import type { Decision } from '../contract/outcomes';
import { nextLookMs } from '../domain/holds';
import type { PatientReason } from '../domain/holds';
import type { WaitingNotification } from '../domain/notification';
import { hold } from './guard';
import type { GuardDeps, Stopped } from './guard';

/**
 * Lets a notification wait for what the customer or an agent does. It is looked at at growing intervals, and woken by
 * an event where there is one.
 */
export function waitForCustomer(
  deps: Pick<GuardDeps, 'ledger' | 'clock'>,
  notification: WaitingNotification,
  {
    reason,
    decisions,
  }: { readonly reason: PatientReason; readonly decisions: readonly Decision[] },
): Promise<Stopped> {
  const nowMs = deps.clock.nowMs();
  // A deliver-by that passes right now is told at the next look, however far away that would be.
  const endMs = Math.max(nowMs, notification.intent.deliverByMs ?? Infinity);
  const untilMs = Math.min(nowMs + nextLookMs(reason, notification.hold), endMs);
  return hold(deps, notification, { reason, untilMs, decisions });
}
