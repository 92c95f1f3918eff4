import type { Conclusion, Decision, Outcome } from '../../lambda/contract/outcomes';
import type { Hold, WakeOn } from '../../lambda/domain/holds';
import type { Doubt, Intent, Notification } from '../../lambda/domain/notification';
import { mayBeRedriven } from '../../lambda/domain/notification';
import type { Amendment } from '../../lambda/domain/ports';
import type { Reopening } from '../../lambda/domain/ports-redriving';

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
  /** The request, put aside when it was refused or parked. */
  aside?: Intent;
  doubt?: Doubt;
  redrives?: number;
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
  const { doubt, redrives } = row;
  if (conclusion !== undefined) {
    const { notificationKey, recipientRef, bodyHash, requestedBy } = row;
    const known = { notificationKey, recipientRef, bodyHash, requestedBy };
    return { kind: 'concluded', ...known, conclusion, decisions, doubt, redrives };
  }
  if (intent === undefined) throw new Error('a row with neither intent nor conclusion');
  const { hold, channelsPassed, heldCalls } = row;
  const counted = { attempts, conflicts, looks, channelsPassed, heldCalls };
  const earlier = { doubt, redrives };
  return { kind: 'waiting', intent, ...counted, hold, cancelAskedAtMs, decisions, ...earlier };
}

/** The request leaves the row; of what may be redriven it is put aside. */
export function forgetIntent(row: NotificationRow, outcome: Outcome): void {
  if (row.intent !== undefined && mayBeRedriven(outcome)) row.aside = row.intent;
  row.intent = undefined;
}

/** Lets a row wait again; false when it has moved on since somebody looked, or is out. */
export function reopenRow(
  row: NotificationRow,
  { redrives, change, decisions }: Reopening,
): boolean {
  if ((row.redrives ?? 0) !== redrives) return false;
  const { conclusion } = row;
  const isOpen =
    change.kind === 'release'
      ? row.hold !== undefined
      : conclusion !== undefined && mayBeRedriven(conclusion.outcome);
  if (!isOpen) return false;
  if (change.kind === 'reopen') {
    Object.assign(row, { attempts: 0, conflicts: 0, looks: 0, channelsPassed: 0 });
    row.intent = change.intent;
    row.conclusion = undefined;
    row.cancelAskedAtMs = undefined;
  }
  row.redrives = redrives + 1;
  row.decisions = [...row.decisions, ...decisions];
  endWait(row);
  return true;
}
