import type { Decision } from '../contract/outcomes';
import type { Doubt, Intent } from './notification';

/** A second chance, as it is written. */
export interface Reopening {
  readonly notificationKey: string;
  /** How often it had been redriven when somebody decided this: of two who decided on the same row, one is too late. */
  readonly redrives: number;
  readonly change:
    /** It ended as REJECTED or PARKED, and waits again. */
    | { readonly kind: 'reopen'; readonly intent: Intent }
    /** It is held, and is looked at now. */
    | { readonly kind: 'release' };
  readonly decisions: readonly Decision[];
  /** When the sweeper has to look, should the attempt that follows vanish. */
  readonly dueAtMs: number;
}

/** What a redrive needs of the ledger. */
export interface RedriveLedger {
  /** The request of a notification that was refused or parked, as long as it is kept. */
  fetchAside(notificationKey: string): Promise<Intent | undefined>;
  /** Lets it wait again, once for each number of redrives; refused when it has moved on, and always once it is SENT. */
  reopen(reopening: Reopening): Promise<'reopened' | 'refused'>;
  /**
   * Notes that a send of a concluded notification may be out, before its slot is given back: without it a redrive
   * could send twice. `sent` needs no such note; what waits keeps its slot.
   */
  keepDoubt(notificationKey: string, doubt: Doubt): Promise<'kept' | 'sent' | 'waiting'>;
}
