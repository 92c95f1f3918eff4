import type { HeldSlot, Ledger } from '../domain/ports';

/**
 * A holder that was concluded and whose execution died before the release is due nowhere any more: without
 * this, its slot would stand in the way of every later message to this recipient.
 */
export async function freeAbandoned(
  ledger: Pick<Ledger, 'fetchSlot' | 'fetchNotification' | 'releaseSlot' | 'keepDoubt'>,
  recipientRef: string,
): Promise<void> {
  const slot = await ledger.fetchSlot(recipientRef);
  if (slot.kind !== 'held') return;
  const holder = await ledger.fetchNotification(slot.ticket.notificationKey);
  if (holder?.kind === 'concluded') await releaseEnded(ledger, slot);
}

/**
 * Gives back the slot of a notification that was concluded. If it was sending, nobody has settled whether that came to
 * anything, and a redrive has to know. A notification that was redriven meanwhile keeps its slot.
 */
export async function releaseEnded(
  ledger: Pick<Ledger, 'releaseSlot' | 'keepDoubt'>,
  { phase, ticket, sentAtMs, conversationId, channel }: HeldSlot,
): Promise<void> {
  if (phase === 'SENDING') {
    const doubt = { sentAtMs, conversationId, channel };
    if ((await ledger.keepDoubt(ticket.notificationKey, doubt)) === 'waiting') return;
  }
  await ledger.releaseSlot(ticket);
}
