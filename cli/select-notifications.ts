import { REASONS } from '../lambda/contract/outcomes';
import { HOLD_REASONS } from '../lambda/contract/holds';
import type { Notification } from '../lambda/domain/notification';
import type { Archive, Desk } from './desk/desk';
import { UsageError } from './usage-error';
import { viewOf } from './notification-timeline';

/** What can be listed: what waits, and what a person may have to act on. */
export const LISTED = ['waiting', 'held', 'rejected', 'parked', 'expired'] as const;
export type Listed = (typeof LISTED)[number];

export interface Selection {
  readonly outcome: Listed;
  readonly reason?: string;
  readonly limit: number;
}

/** Rows that are read to find some with a reason: the index does not know reasons. */
const MAX_READ = 1_000;
const AT_ONCE = 20;

const FINDERS: Record<Listed, (archive: Archive, limit: number) => Promise<string[]>> = {
  waiting: (archive, limit) => archive.findWaiting(limit),
  held: (archive, limit) => archive.findWaiting(limit),
  rejected: (archive, limit) => archive.findEnded('REJECTED', limit),
  parked: (archive, limit) => archive.findEnded('PARKED', limit),
  expired: (archive, limit) => archive.findEnded('EXPIRED', limit),
};

/** Throws UsageError for what is no reason. */
export function checkReason(reason: string | undefined): void {
  const known: readonly string[] = [...REASONS, ...HOLD_REASONS];
  if (reason === undefined || known.includes(reason)) return;
  throw new UsageError(`--reason: "${reason}" is none of those in docs/events.md`);
}

/** Finds what an index holds and the row still says, the newest first. */
export async function selectNotifications(
  { archive, ledger }: Pick<Desk, 'archive' | 'ledger'>,
  { outcome, reason, limit }: Selection,
): Promise<Notification[]> {
  const keys = await FINDERS[outcome](archive, reason === undefined ? limit * 2 : MAX_READ);
  const found: Notification[] = [];
  for (let from = 0; from < keys.length && found.length < limit; from += AT_ONCE) {
    const some = keys.slice(from, from + AT_ONCE);
    // oxlint-disable-next-line no-await-in-loop
    const rows = await Promise.all(some.map((key) => ledger.fetchNotification(key)));
    for (const row of rows) if (row !== undefined && fits(row, outcome, reason)) found.push(row);
  }
  return found.slice(0, limit);
}

function fits(row: Notification, outcome: Listed, reason: string | undefined): boolean {
  const view = viewOf(row);
  if (reason !== undefined && view.reason !== reason) return false;
  if (outcome === 'waiting') return row.kind === 'waiting';
  return view.state === outcome.toUpperCase();
}
