import { readJson } from '../local/genesys/support/read-json';
import type { Conclusion } from '../../lambda/contract/outcomes';
import type { Intent, Notification, WaitingNotification } from '../../lambda/domain/notification';
import type { Amendment } from '../../lambda/domain/ports';

/** What is stored goes through JSON, as it does in the table: no aliases, no `undefined`, no `NaN`. */
export const stored = <Value>(value: Value): Value => readJson<Value>(JSON.stringify(value));

/** The row of a new notification. */
export const toRow = (intent: Intent): Notification => ({
  kind: 'waiting',
  intent,
  attempts: 0,
  conflicts: 0,
  looks: 0,
  decisions: [],
});

/** The row after it was cancelled or moved. */
export function amended(
  row: WaitingNotification,
  change: Amendment['change'],
): WaitingNotification {
  if (change.kind === 'none') return row;
  if (change.kind === 'cancel') return { ...row, cancelAskedAtMs: change.askedAtMs };
  const { hold: _, ...rest } = row;
  return { ...rest, intent: { ...row.intent, ...stored(change.times) } };
}

/** Only a delivery is stronger than what stands. */
export const overrules = (late: Conclusion, standing: Conclusion): boolean =>
  late.outcome === 'SENT' && standing.outcome !== 'SENT';
