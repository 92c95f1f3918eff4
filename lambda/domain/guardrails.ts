import type { HoldReason } from '../contract/holds';
import type { Limits } from '../contract/limits';
import type { Reason } from '../contract/outcomes';
import { askAgainAt, isCapped, roomFrom } from './frequency-caps';
import { isExpired } from './notification';
import type { Intent } from './notification';
import { releaseFrom, zoneFor } from './quiet-hours';
import { reasonOfRefusal } from './recipient';
import type { Recipient } from './recipient';

/** What the kill switch stops at the moment. */
export interface Pause {
  readonly everything: boolean;
  readonly types: readonly string[];
}

/** Who may be written to at all. A rehearsal does everything but the POST. */
export type Audience =
  | { readonly kind: 'everybody' }
  | { readonly kind: 'guests'; readonly contactIds: readonly string[] }
  | { readonly kind: 'nobody' };

export interface GuardrailFacts {
  readonly nowMs: number;
  readonly pause: Pause;
  /** Somebody has cancelled it, and it has not been sent. */
  readonly isCancelled?: boolean;
  readonly recipient: Recipient;
  /** When this stage may speak to somebody, and how often. */
  readonly limits: Limits;
}

export type Verdict =
  | { readonly kind: 'speak' }
  /** Wait, and be asked again. */
  | { readonly kind: 'hold'; readonly reason: HoldReason; readonly untilMs: number }
  | { readonly kind: 'end'; readonly reason: Reason };

type Guardrail = (intent: Intent, facts: GuardrailFacts) => Verdict;

/** How often a paused notification asks whether sending has been resumed. */
export const PAUSE_CHECK_MS = 5 * 60_000;

const speak: Verdict = { kind: 'speak' };
const end = (reason: Reason): Verdict => ({ kind: 'end', reason });

const killSwitch: Guardrail = ({ type }, { nowMs, pause }) =>
  pause.everything || pause.types.includes(type)
    ? { kind: 'hold', reason: 'PAUSED', untilMs: nowMs + PAUSE_CHECK_MS }
    : speak;

const cancelled: Guardrail = (_, { isCancelled = false }) =>
  isCancelled ? end('CANCELLED') : speak;

const deliverBy: Guardrail = (intent, { nowMs }) =>
  isExpired(intent, nowMs) ? end('DELIVER_BY_PASSED') : speak;

const notBefore: Guardrail = ({ notBeforeMs }, { nowMs }) =>
  notBeforeMs !== undefined && notBeforeMs > nowMs
    ? { kind: 'hold', reason: 'NOT_YET', untilMs: notBeforeMs }
    : speak;

/** Spares the work for those who must not be written to anyway. What counts are the conditions of the ledger's writes. */
const consent: Guardrail = (_, { recipient, limits }) => {
  if (recipient.consent === 'optedOut') return end(reasonOfRefusal('optedOut'));
  const isMissing = recipient.consent === undefined && limits.missingConsent === 'suppress';
  return isMissing ? end(reasonOfRefusal('noConsentRecord')) : speak;
};

const quietHours: Guardrail = ({ type, notificationKey }, { nowMs, recipient, limits }) => {
  const { quietHours: quiet, exemptTypes } = limits;
  if (quiet === undefined || exemptTypes.includes(type)) return speak;
  const untilMs = releaseFrom(quiet, zoneFor(quiet, recipient), notificationKey, nowMs);
  return untilMs === undefined ? speak : { kind: 'hold', reason: 'QUIET_HOURS', untilMs };
};

const frequencyCaps: Guardrail = (intent, { nowMs, recipient, limits }) => {
  if (!isCapped(limits, intent)) return speak;
  const freeAtMs = roomFrom(limits.frequencyCaps, recipient, intent, nowMs);
  if (freeAtMs === undefined) return speak;
  return limits.whenCapped === 'hold'
    ? { kind: 'hold', reason: 'CAP_REACHED', untilMs: askAgainAt(freeAtMs, intent) }
    : end('FREQUENCY_CAP');
};

/** In the order in which they are asked; the first that objects decides. */
const GUARDRAILS: readonly Guardrail[] = [
  killSwitch,
  cancelled,
  deliverBy,
  notBefore,
  consent,
  quietHours,
  frequencyCaps,
];

/** Decides whether a notification may speak now. Asked when an attempt begins and again right before the POST. */
export function judge(intent: Intent, facts: GuardrailFacts): Verdict {
  for (const guardrail of GUARDRAILS) {
    const verdict = guardrail(intent, facts);
    if (verdict.kind !== 'speak') return verdict;
  }
  return speak;
}

/** Whether the stage lets this contact be written to, asked last: a rehearsal finds out everything else first. */
export function admits(audience: Audience, contactId: string): Reason | undefined {
  switch (audience.kind) {
    case 'everybody':
      return undefined;
    case 'guests':
      return audience.contactIds.includes(contactId) ? undefined : 'NOT_A_GUEST';
    case 'nobody':
      return 'SHADOW_MODE';
  }
}
