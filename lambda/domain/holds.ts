import type { HoldReason } from '../contract/holds';

/** A notification's wait, as the ledger keeps it. */
export interface Hold {
  readonly reason: HoldReason;
  readonly untilMs: number;
}

/** Every reason to wait says what ends the wait. */
const NEXT_STEPS: Record<HoldReason, string> = {
  PAUSED:
    'Sending is paused for everything or for this type: resume it, and the notification goes on by itself.',
  NOT_YET: 'Nothing: it is sent when its notBefore has come.',
  QUIET_HOURS: 'Nothing: it is sent when the quiet hours of the contact are over.',
  CAP_REACHED:
    'Nothing: it is sent when the frequency caps of this stage leave room for one more message to the contact.',
  API_BUDGET:
    'Nothing: it is sent when its turn comes. If this lasts, ask Genesys for a higher limit or spread your campaigns.',
};

export const nextStepOfHold = (reason: HoldReason): string => NEXT_STEPS[reason];
