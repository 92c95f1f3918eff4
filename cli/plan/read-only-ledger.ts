import type { Ledger } from '../../lambda/domain/ports';

/** A write that a plan never gets to was asked for: a fault of the plan. */
export class PlanWritesError extends Error {
  override readonly name = 'PlanWritesError';
}

/** The ledger as a plan sees it: it answers as the real one would, and writes nothing. */
export function readOnlyLedger(
  ledger: Pick<Ledger, 'fetchNotification' | 'fetchRecipient' | 'fetchSlot' | 'fetchAside'>,
): Ledger {
  return {
    fetchNotification: async (key) => await ledger.fetchNotification(key),
    fetchRecipient: async (recipientRef) => await ledger.fetchRecipient(recipientRef),
    fetchSlot: async (recipientRef) => await ledger.fetchSlot(recipientRef),
    storeIntent: async ({ notificationKey }) => {
      const known = await ledger.fetchNotification(notificationKey);
      return known === undefined ? { kind: 'stored' } : { kind: 'known', known };
    },
    conclude: async (conclusion) => await Promise.resolve(conclusion),
    hold: async () => await Promise.resolve(true),
    noteAttempt: async () => await Promise.resolve(1),
    fetchAside: async (key) => await ledger.fetchAside(key),
    reopen: refuse('reopen a notification'),
    keepDoubt: refuse('settle a doubt'),
    claimSlot: refuse('claim a recipient'),
    amend: refuse('change a notification'),
    storeEarlyEnd: refuse('end what nobody has requested'),
    writeAhead: refuse('send'),
    passChannel: refuse('leave a channel behind'),
    releaseSlot: refuse('release a recipient'),
  };
}

const refuse = (what: string) => async (): Promise<never> =>
  await Promise.reject(new PlanWritesError(`a plan does not ${what}`));
