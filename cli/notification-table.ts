import Table from 'cli-table3';
import { colouredState } from './notification-timeline';
import type { NotificationView } from './notification-timeline';

/** Many notifications, one line each. */
export function notificationTable(views: readonly NotificationView[]): string {
  const table = new Table({
    head: ['when', 'state', 'reason', 'type', 'occurrence', 'key'],
    style: { head: [], border: [] },
    // No lines between the rows.
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  for (const view of views) {
    const { state, reason = '', type = '', occurrence = '', notificationKey } = view;
    table.push([whenOf(view), colouredState(state), reason, type, occurrence, notificationKey]);
  }
  return table.toString();
}

const whenOf = ({ concludedAt, heldUntil, decisions }: NotificationView): string => {
  if (concludedAt !== undefined) return toSeconds(concludedAt);
  if (heldUntil !== undefined) return `until ${toSeconds(heldUntil)}`;
  return toSeconds(decisions.at(-1)?.at ?? '');
};

const toSeconds = (at: string): string => at.replace(/\.\d+Z$/, 'Z');
