import type { Ledger } from '../domain/ports';

/**
 * A holder that was concluded and whose execution died before the release is due nowhere any more: without
 * this, its slot would stand in the way of every later message to this recipient.
 */
export async function freeAbandoned(
  ledger: Pick<Ledger, 'fetchSlot' | 'fetchNotification' | 'releaseSlot'>,
  recipientRef: string,
): Promise<void> {
  const slot = await ledger.fetchSlot(recipientRef);
  if (slot.kind !== 'held') return;
  const holder = await ledger.fetchNotification(slot.ticket.notificationKey);
  if (holder?.kind === 'concluded') await ledger.releaseSlot(slot.ticket);
}
