import * as v from 'valibot';
import { knownNotificationSchema } from '../lambda/contract/request-events';
import type { Notification } from '../lambda/domain/notification';
import { CommandError } from './command-error';
import type { Desk } from './desk/desk';
import { UsageError } from './usage-error';

/** Whether a word can be the key of a notification, or is something else: a contact, a conversation. */
export const isKey = (word: string): boolean =>
  v.is(knownNotificationSchema, { notificationKey: word });

/** Throws NOTIFICATION_UNKNOWN. */
export async function fetchKnown(
  { ledger }: Pick<Desk, 'ledger'>,
  key: string,
): Promise<Notification> {
  if (!isKey(key)) throw new UsageError(`"${key}" is no key: 52 letters and digits 2 to 7`);
  const known = await ledger.fetchNotification(key);
  if (known !== undefined) return known;
  throw new CommandError(
    'NOTIFICATION_UNKNOWN',
    `The ledger knows no notification ${key}.`,
    'Check key and --stack; a request that could not be used is in the queue of rejected events (docs/runbook.md).',
  );
}
