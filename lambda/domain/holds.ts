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
};

export const nextStepOfHold = (reason: HoldReason): string => NEXT_STEPS[reason];
