import type { Conclusion, Decision } from '../../lambda/contract/outcomes';
import type { Hold, WakeOn } from '../../lambda/domain/holds';
import type { Intent, Notification } from '../../lambda/domain/notification';
import type { Amendment } from '../../lambda/domain/ports';

/** A notification's row, with the attributes that the table has. */
export interface NotificationRow {
  readonly notificationKey: string;
  readonly recipientRef: string;
  readonly bodyHash: string;
  readonly requestedBy: string;
  intent: Intent | undefined;
  conclusion: Conclusion | undefined;
  attempts: number;
  conflicts: number;
  looks: number;
  dueAtMs: number | undefined;
  decisions: readonly Decision[];
  hold: Hold | undefined;
  cancelAskedAtMs: number | undefined;
  movedAtMs: number | undefined;
  wakeOn: WakeOn | undefined;
  channelsPassed: number;
  heldCalls: number;
}

export const mayChange = (
  { movedAtMs = -Infinity }: NotificationRow,
  change: Amendment['change'],
) => change.kind !== 'move' || movedAtMs < change.askedAtMs;

export function endWait(row: NotificationRow): void {
  row.hold = undefined;
  row.wakeOn = undefined;
}

export function toNotification(row: NotificationRow): Notification {
  const { intent, conclusion, decisions, attempts, conflicts, looks, cancelAskedAtMs } = row;
  if (conclusion !== undefined) {
    const { notificationKey, recipientRef, bodyHash, requestedBy } = row;
    const known = { notificationKey, recipientRef, bodyHash, requestedBy };
    return { kind: 'concluded', ...known, conclusion, decisions };
  }
  if (intent === undefined) throw new Error('a row with neither intent nor conclusion');
  const { hold, channelsPassed, heldCalls } = row;
  const counted = { attempts, conflicts, looks, channelsPassed, heldCalls };
  return { kind: 'waiting', intent, ...counted, hold, cancelAskedAtMs, decisions };
}
