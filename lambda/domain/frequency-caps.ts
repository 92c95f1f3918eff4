import type { FrequencyCap, Limits } from '../contract/limits';
import type { Intent } from './notification';
import { sendIdOf } from './recipient';
import type { Recipient, Send } from './recipient';
import { fractionOf } from './spread';

const HOUR_MS = 3_600_000;
/** Several that wait for the same contact come back one after the other instead of all at once. */
export const CAP_SPREAD_MS = 15 * 60_000;

/** Whether this notification counts towards the caps, and obeys them. */
export const isCapped = ({ frequencyCaps, exemptTypes }: Limits, { type }: Intent): boolean =>
  frequencyCaps.length > 0 && !exemptTypes.includes(type);

/**
 * Decides when every cap leaves room for one more send; undefined when they do now. A send of the same
 * notification is no other send.
 */
export function roomFrom(
  caps: readonly FrequencyCap[],
  { sends }: Recipient,
  { notificationKey }: Pick<Intent, 'notificationKey'>,
  nowMs: number,
): number | undefined {
  const others = sends
    .filter(({ id }) => id !== sendIdOf(notificationKey))
    .toSorted((a, b) => b.atMs - a.atMs);
  const waits = caps.flatMap(({ max, perHours }) => {
    // With this one over, one less than the cap is left.
    const last = others[max - 1];
    const freeAtMs = last === undefined ? nowMs : last.atMs + perHours * HOUR_MS;
    return freeAtMs > nowMs ? [freeAtMs] : [];
  });
  return waits.length === 0 ? undefined : Math.max(...waits);
}

/** When a notification that met a cap is asked again. */
export const askAgainAt = (freeAtMs: number, { notificationKey }: Intent): number =>
  freeAtMs + Math.floor(fractionOf(notificationKey) * CAP_SPREAD_MS);

/** Sends that no period reaches back to any more, by id; what is about to be sent is not among them. */
export function outdatedSends(
  caps: readonly FrequencyCap[],
  sends: readonly Send[],
  { notificationKey }: Pick<Intent, 'notificationKey'>,
  nowMs: number,
): string[] {
  const reachMs = Math.max(0, ...caps.map(({ perHours }) => perHours)) * HOUR_MS;
  return sends.flatMap(({ id, atMs }) =>
    atMs <= nowMs - reachMs && id !== sendIdOf(notificationKey) ? [id] : [],
  );
}
