import type { Attempt, StepOutput, Terms } from '../contract/workflow';
import type { WaitingNotification } from '../domain/notification';
import type { Ledger } from '../domain/ports';
import { alreadyTold } from './conclude';

type Ended = ReturnType<typeof alreadyTold>;

/** What a request that is on its way asks for, in the words that travel with it. */
export const termsOf = ({ intent, conflicts }: WaitingNotification): Terms => {
  const { recipientRef, type, priority, policy } = intent;
  return { recipientRef, type, priority, policy, conflicts };
};

/** Goes on with a notification as the ledger has it now; one that has ended is told again. */
export async function whileWaiting<Output extends StepOutput>(
  ledger: Pick<Ledger, 'fetchNotification'>,
  notificationKey: string,
  goOn: (notification: WaitingNotification) => Output | Promise<Output>,
): Promise<Output | Ended> {
  const notification = await ledger.fetchNotification(notificationKey);
  return notification?.kind === 'waiting' ? goOn(notification) : alreadyTold(notification);
}

/** Goes on with the terms that have come along, or with those of the ledger where none have. */
export async function onTerms<Output extends StepOutput>(
  ledger: Pick<Ledger, 'fetchNotification'>,
  { terms, notificationKey }: Attempt,
  goOn: (terms: Terms) => Promise<Output>,
): Promise<Output | Ended> {
  return terms === undefined
    ? whileWaiting(ledger, notificationKey, (notification) => goOn(termsOf(notification)))
    : goOn(terms);
}
