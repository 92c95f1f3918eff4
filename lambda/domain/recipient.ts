import type { Reason } from '../contract/outcomes';

export type Consent = 'optedIn' | 'optedOut';

/** A send that counts towards the caps: it went out, or may have. */
export interface Send {
  /** Names the notification, so that sending it again counts once. */
  readonly id: string;
  readonly atMs: number;
}

/** What we know of a contact when a message is to be sent. */
export interface Recipient {
  /** Unknown while nobody has ever told us. */
  readonly consent?: Consent;
  /** IANA zone. */
  readonly timeZone?: string;
  readonly locale?: string;
  readonly sends: readonly Send[];
}

/** What somebody says about a contact. Each field is as old as the newest event that named it. */
export interface PreferenceChange {
  readonly recipientRef: string;
  readonly consent?: Consent;
  readonly timeZone?: string;
  readonly locale?: string;
  readonly atMs: number;
}

/** Why the ledger gives no right to send; where consent stands in the way, nothing else was looked at. */
export type ConsentRefusal = 'optedOut' | 'noConsentRecord';

export const reasonOfRefusal = (refusal: ConsentRefusal): Reason =>
  refusal === 'optedOut' ? 'OPTED_OUT' : 'NO_CONSENT_RECORD';

/** Enough of the key to tell the sends to one contact apart: it is a hash, and the row is paid for by size. */
export const sendIdOf = (notificationKey: string): string => notificationKey.slice(0, 16);
