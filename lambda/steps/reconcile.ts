import { parseOwn } from '../contract/unreadable-data-error';
import { reconcileInputSchema } from '../contract/workflow';
import type { ReconcileOutput } from '../contract/workflow';
import type { Notification } from '../domain/notification';
import type { Clock, Ledger } from '../domain/ports';
import { conclude, toConcluded, tryLater } from './conclude';

export interface ReconcileDeps {
  readonly ledger: Ledger;
  readonly clock: Clock;
}

/**
 * State "Reconcile": a send ended without an answer we could write down, or the function died. The ledger
 * says how far it came: before the write-ahead nothing left and it may start over; after it the message
 * may be out, so it is parked for a person and never sent again by itself.
 */
export const reconcile =
  (deps: ReconcileDeps) =>
  async (input: unknown): Promise<ReconcileOutput> => {
    const { notificationKey } = parseOwn(reconcileInputSchema, input, 'the input of Reconcile');
    const notification = await deps.ledger.fetchNotification(notificationKey);
    if (notification === undefined) return { kind: 'nothing' };
    const own = await fetchOwnSlot(deps.ledger, notification, notificationKey);

    if (notification.kind === 'concluded') {
      // The outcome was written but perhaps never told, and the slot perhaps never released.
      if (own !== undefined) await deps.ledger.releaseSlot(own.ticket);
      return toConcluded(notification.conclusion);
    }
    const decision = (decided: string) => [
      { at: new Date(deps.clock.nowMs()).toISOString(), step: 'Reconcile', decision: decided },
    ];
    if (own?.phase !== 'SENDING') {
      return tryLater(deps, notification, { decisions: decision('notSent'), waitSeconds: 0 });
    }
    const output = await conclude(deps, notification, {
      reason: 'ANSWER_LOST',
      decisions: decision('inDoubt'),
    });
    await deps.ledger.releaseSlot(own.ticket);
    return output;
  };

/** The recipient's slot, if this notification is the one that holds it. */
async function fetchOwnSlot(ledger: Ledger, notification: Notification, notificationKey: string) {
  const { recipientRef } = notification.kind === 'waiting' ? notification.intent : notification;
  const slot = await ledger.fetchSlot(recipientRef);
  return slot.kind === 'held' && slot.ticket.notificationKey === notificationKey ? slot : undefined;
}
