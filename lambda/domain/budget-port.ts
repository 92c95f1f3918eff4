import type { Pace, SlotRequest } from './api-budget';
import type { Refusal } from './refusal';

/** Cause of an answer that Genesys was never asked for, because every slot one could wait for is taken. */
export const API_BUDGET = 'API_BUDGET';

/** The right to make one request to Genesys at its time. */
export interface Permit {
  readonly slotMs: number;
  /** Used later than this, it would crowd a window that is not its own. */
  readonly goodUntilMs: number;
  /** Number of the slot, counted over all that were ever given. */
  readonly number: number;
}

export type Permits = readonly [Permit, ...Permit[]];

export type Reservation =
  | { readonly kind: 'reserved'; readonly permits: Permits; readonly spacingMs: number }
  /** Everything a caller of this lane could wait for is taken. */
  | { readonly kind: 'full'; readonly retryAfterSeconds: number };

export type Prepared =
  | { readonly kind: 'ready'; readonly permits: Permits }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'unavailable'; readonly cause: string; readonly retryAfterSeconds: number };

/**
 * Gets ready to call Genesys: the token, then the slots, waiting for the first of them. A permit from an earlier
 * step is used if it is still good. Whatever fails here has cost nothing and can simply be tried later.
 */
export type Prepare = (request: SlotRequest, held?: Permit) => Promise<Prepared>;

/** How the dispenser stands. */
export interface BudgetState extends Pace {
  /** The next slot that nobody has reserved; in the past when nobody is waiting. */
  readonly nextFreeMs: number;
  readonly spacingMs: number;
  /** Slots that were ever given. */
  readonly taken: number;
}

/** The dispenser as it stood at a moment. */
export interface SeenBudget extends BudgetState {
  readonly atMs: number;
}

/** The slot dispenser of one OAuth client: everybody who calls Genesys takes a slot of his own. */
export interface ApiBudget {
  reserve(request: SlotRequest): Promise<Reservation>;
  /** The pace as this environment knows it. */
  pace(): Pace;
  /** How it stands, as far as a cheap read tells. */
  look(): Promise<BudgetState>;
  /** Whether Genesys has refused for the rate since this permit was given, and the permit lies before the reset. */
  isClosedFor(permit: Permit): Promise<boolean>;
  /** Genesys takes nothing more until then. Never brings a slot forward. */
  closeUntil(untilMs: number): Promise<void>;
  /** Everybody paces like this from now on, unless somebody else has changed it meanwhile. */
  changePace(seen: Pace, next: Pace): Promise<void>;
}
