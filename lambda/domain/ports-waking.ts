import type { Decision } from '../contract/outcomes';
import type { Hold, WakeOn } from './holds';

/** A wait, as it is written. */
export interface HoldNote {
  readonly notificationKey: string;
  readonly hold: Hold;
  readonly decisions: readonly Decision[];
  /** Calls to Genesys that these decisions do not tell of. */
  readonly calls?: number;
}

/** Hears that a contact is back in a conversation. At least once, so a repeat must do no harm. */
export interface ReturnListener {
  contactReturned(contactId: string, atMs: number): Promise<void>;
}

/** Hears that a contact's conversation has ended. */
export interface LeaveListener {
  contactLeft(contactId: string, atMs: number): Promise<void>;
}

/** Finds held notifications by what they wait for, from an index that holds no others. It may lag; the wake decides. */
export interface WaitingNotifications {
  findWaiting(recipientRef: string, on: WakeOn, limit: number): Promise<string[]>;
  /** Ends the wait, once: whoever gets true starts the attempt. Due at `dueAtMs`, should that attempt vanish. */
  wake(notificationKey: string, on: WakeOn, dueAtMs: number): Promise<boolean>;
}
