import type { Notification } from '../lambda/domain/notification';
import { CommandError } from './command-error';
import type { Desk } from './desk/desk';

const LOOK_EVERY_MS = 1_000;
/** Longer than a lost answer takes to be settled. */
const PATIENCE_MS = 240_000;

/**
 * Waits until a notification has ended, or is held. `isNews` leaves out what was so before. Throws STILL_WAITING.
 */
export async function waitForEnd(
  { ledger, nowMs, sleep }: Pick<Desk, 'ledger' | 'nowMs' | 'sleep'>,
  notificationKey: string,
  isNews: (row: Notification) => boolean = () => true,
): Promise<Notification> {
  const endMs = nowMs() + PATIENCE_MS;
  while (nowMs() < endMs) {
    // oxlint-disable-next-line no-await-in-loop
    const row = await ledger.fetchNotification(notificationKey);
    if (row !== undefined && isNews(row) && hasSettled(row)) return row;
    // oxlint-disable-next-line no-await-in-loop
    await sleep(LOOK_EVERY_MS);
  }
  throw new CommandError(
    'STILL_WAITING',
    `${notificationKey} has not ended within ${PATIENCE_MS / 60_000} minutes.`,
    `Look later: npx proactive status ${notificationKey}.`,
  );
}

const hasSettled = (row: Notification): boolean =>
  row.kind === 'concluded' || row.hold !== undefined;
