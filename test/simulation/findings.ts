/** What is wrong with a run that is over, and what is merely worth knowing. */
export interface Findings {
  /** The customer received a notification again. */
  readonly duplicates: number;
  /** The ledger says SENT and the customer has nothing. */
  readonly falseSent: number;
  /** Concluded other than SENT or SUPPRESSED, and nobody was ever told. */
  readonly silentLosses: number;
  /** Never concluded, going round in circles, or a recipient whose slot is held for ever. */
  readonly stuck: number;
  /** A write-ahead that was committed after the opt-out was. */
  readonly consentBreaks: number;
  /** The customer has it, and the ledger says that it was suppressed, expired or rejected. */
  readonly misrecorded: number;
  /** Concluded SENT or SUPPRESSED, and nobody was ever told. */
  readonly untold: number;
  readonly sent: number;
  readonly parked: number;
  readonly parkedDelivered: number;
  readonly notifications: number;
}

export const GUARANTEES = [
  'duplicates',
  'falseSent',
  'silentLosses',
  'stuck',
  'consentBreaks',
] as const;
export type Guarantee = (typeof GUARANTEES)[number];

export const FIGURES = [
  ...GUARANTEES,
  'misrecorded',
  'untold',
  'sent',
  'parked',
  'parkedDelivered',
  'notifications',
] as const satisfies readonly (keyof Findings)[];

export const noFindings = () => ({
  duplicates: 0,
  falseSent: 0,
  silentLosses: 0,
  stuck: 0,
  consentBreaks: 0,
  misrecorded: 0,
  untold: 0,
  sent: 0,
  parked: 0,
  parkedDelivered: 0,
  notifications: 0,
});
