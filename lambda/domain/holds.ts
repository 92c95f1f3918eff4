import type { HoldReason } from '../contract/holds';

/** A notification's wait, as the ledger keeps it. */
export interface Hold {
  readonly reason: HoldReason;
  readonly untilMs: number;
  /** Looks that found it waiting for the same thing still; 0 when it begins. */
  readonly looks?: number;
}

/** Every reason to wait says what ends the wait. */
const NEXT_STEPS: Record<HoldReason, string> = {
  PAUSED:
    'Sending is paused for everything or for this type: resume it, and the notification goes on by itself.',
  NOT_YET: 'Nothing: it is sent when its notBefore has come.',
  QUIET_HOURS: 'Nothing: it is sent when the quiet hours of the contact are over.',
  CAP_REACHED:
    'Nothing: it is sent when the frequency caps of this stage leave room for one more message to the contact.',
  WAITING_FOR_CLOSE: 'Nothing: it goes on when the live conversation of the contact has ended.',
  WAITING_FOR_RETURN: 'Nothing: it is sent when the contact is back in a conversation.',
  AGENT_PRESENT: 'Nothing: it is sent when the agent has left the conversation.',
  CONDITION_UNANSWERED:
    'Nothing: the function that says whether it is still true is asked again soon. If this lasts, mend that function.',
  API_BUDGET:
    'Nothing: it is sent when its turn comes. If this lasts, ask Genesys for a higher limit or spread your campaigns.',
};

export const nextStepOfHold = (reason: HoldReason): string => NEXT_STEPS[reason];

/** What an event of Genesys tells of a contact: there is a conversation again, or there is none any more. */
export type WakeOn = 'start' | 'end';

const WAKE_ON: Partial<Record<HoldReason, WakeOn>> = {
  WAITING_FOR_CLOSE: 'end',
  WAITING_FOR_RETURN: 'start',
  AGENT_PRESENT: 'end',
};

/** The event that may end this wait early; undefined when only time ends it. */
export const wakeOn = (reason: HoldReason): WakeOn | undefined => WAKE_ON[reason];

/** Waits that end with what the customer or an agent does. */
export type PatientReason = 'WAITING_FOR_CLOSE' | 'WAITING_FOR_RETURN' | 'AGENT_PRESENT';

const MINUTE_MS = 60_000;

/**
 * Minutes until each look, the last one again and again. An end or an agent who leaves is worth looking for; a
 * return is told by its event, and looks are for the case that it came while the wait was being written, or never.
 */
const LOOKS: Record<PatientReason | 'CONDITION_UNANSWERED', readonly number[]> = {
  CONDITION_UNANSWERED: [1, 2, 5, 15, 30],
  WAITING_FOR_CLOSE: [1, 2, 5, 15, 30],
  AGENT_PRESENT: [1, 2, 5, 15, 30],
  WAITING_FOR_RETURN: [2, 30, 360, 1440],
};

/** After so many looks, about four hours, a condition function counts as broken, and somebody has to mend it. */
export const MAX_UNANSWERED_LOOKS = 12;

/** Time until such a wait is looked at again. */
export function nextLookMs(reason: keyof typeof LOOKS, before: Hold | undefined): number {
  const minutes = LOOKS[reason];
  const looks = looksSoFar(reason, before);
  return (minutes[Math.min(looks, minutes.length - 1)] ?? 1) * MINUTE_MS;
}

/** Looks that found this wait already; 0 for one that begins. */
export const looksSoFar = (reason: HoldReason, before: Hold | undefined): number =>
  before?.reason === reason ? (before.looks ?? 0) + 1 : 0;
