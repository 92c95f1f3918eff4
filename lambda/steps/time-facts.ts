import { RECIPIENT_ZONE } from '../contract/when';
import type { When } from '../contract/when';
import type { Clock, Identity, Ledger } from '../domain/ports';
import type { TimeFacts } from '../domain/times';
import { recipientRefOf } from './store-request';

export interface TimeFactsDeps {
  readonly ledger: Pick<Ledger, 'fetchRecipient'>;
  readonly identity: Pick<Identity, 'keyedHash'>;
  readonly clock: Clock;
  readonly settings: { readonly defaultTimeZone?: string };
}

/** What a wish for a time is read against. The recipient's zone costs a read, and is asked for only where it is wished for. */
export async function timeFactsOf(
  { ledger, identity, clock, settings }: TimeFactsDeps,
  wish: (Pick<When, 'notBefore'> & { readonly contactId: string }) | undefined,
  eventAtMs = clock.nowMs(),
): Promise<TimeFacts> {
  const facts = { eventAtMs, defaultTimeZone: settings.defaultTimeZone ?? 'UTC' };
  if (typeof wish?.notBefore !== 'object' || wish.notBefore.timeZone !== RECIPIENT_ZONE)
    return facts;
  const { timeZone } = await ledger.fetchRecipient(await recipientRefOf(identity, wish.contactId));
  return { ...facts, recipientTimeZone: timeZone };
}
