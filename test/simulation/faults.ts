/** What can go wrong at one await, by what is awaited. */
export const CRASHES = ['crashBefore', 'crashAfter'] as const;
export type Crash = (typeof CRASHES)[number];

/** `answerLost`: applied, lost, and written again by the client; `lateCopy`: a copy arrives after its own repeat was answered. */
export const STORE_FAULTS = ['error', 'errorApplied', 'answerLost', 'lateCopy'] as const;
export type StoreFault = (typeof STORE_FAULTS)[number];

/** `…Effect`: the customer has it although the answer does not say so; `…Late`: up to 20 s after we hung up. */
export const SEND_FAULTS = [
  'refused',
  'conflict',
  'throttled',
  'unreachable',
  'timeout',
  'timeoutEffect',
  'timeoutLate',
  'serverError',
  'serverErrorEffect',
  'serverErrorLate',
  'reset',
  'resetEffect',
  'brokenBody',
  'oddStatus',
] as const;
export type SendFault = (typeof SEND_FAULTS)[number];

export const PREFLIGHT_FAULTS = ['unavailable', 'stale', 'notFound', 'forbidden'] as const;
export type PreflightFault = (typeof PREFLIGHT_FAULTS)[number];

/** `incomplete`: the list lacks a page, once. Staleness is a matter of the world, not of a single answer. */
export const LIST_FAULTS = ['unreadable', 'incomplete'] as const;
export type ListFault = (typeof LIST_FAULTS)[number];

/** `exhausted`: no slot that could be waited for; `away`: no token, or no dispenser to ask. */
export const PREPARE_FAULTS = ['exhausted', 'away'] as const;
export type PrepareFault = (typeof PREPARE_FAULTS)[number];

export type Fault =
  | Crash
  | StoreFault
  | PrepareFault
  | SendFault
  | PreflightFault
  | ListFault
  | 'pause'
  | 'runsTwice';

/** A fault that was chosen: at which occurrence of which label. Enough to choose it again. */
export interface ChosenFault {
  readonly label: number;
  readonly occurrence: number;
  readonly fault: Fault;
  /** Length of a pause. */
  readonly ms?: number;
}

/** Decides what goes wrong. The scheduler asks at every await; the answer must depend on nothing but the seed. */
export interface FaultSource {
  crash(label: number, isFirst: boolean): Crash | undefined;
  /** How long the worker is frozen before its request leaves; 0 as a rule. */
  pauseMs(label: number): number;
  store(label: number): StoreFault | undefined;
  prepare(label: number): PrepareFault | undefined;
  send(label: number): SendFault | undefined;
  preflight(label: number): PreflightFault | undefined;
  list(label: number): ListFault | undefined;
  /** Whether an execution runs a second time, which Express allows. */
  runsTwice(label: number): boolean;
}

export const NO_FAULTS: FaultSource = {
  crash: () => undefined,
  pauseMs: () => 0,
  store: () => undefined,
  prepare: () => undefined,
  send: () => undefined,
  preflight: () => undefined,
  list: () => undefined,
  runsTwice: () => false,
};
