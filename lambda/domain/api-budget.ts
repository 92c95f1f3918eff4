import type { Priority } from '../contract/priority';

/** Genesys counts requests by the minute. When its minute begins, or whether it slides, is not documented. */
export const WINDOW_MS = 60_000;

/** Requests that may go out at once: none beside the one whose turn it is. */
const BURST = 1;
/** What is left to us when others seem to take everything: less would not even notice that they have stopped. */
const LEAST_SHARE = 0.05;

/** How many requests a minute Genesys allows this OAuth client, and how many of them other programs make. */
export interface Pace {
  readonly allowedPerMinute: number;
  readonly othersPerMinute: number;
}

/** Being late by less than 0.4 s is the way of timers, connections and the hop from one function to the next. */
const LATE_SHARE = 1 / 150;
const LEAST_JITTER = 2;
/** Requests that lateness may push into a window that is not theirs. */
const jitterOf = ({ allowedPerMinute }: Pace): number =>
  Math.max(LEAST_JITTER, Math.ceil(allowedPerMinute * LATE_SHARE));

/**
 * Milliseconds between two slots. With a burst of b and a rate of r, no window of length W sees more than the
 * limit L, wherever it begins, if b + r·W <= L - j, where j is what jitter may push across its edge.
 */
export function spacingOf(pace: Pace): number {
  const { allowedPerMinute, othersPerMinute } = pace;
  const free = allowedPerMinute - othersPerMinute - BURST - jitterOf(pace);
  const own = Math.max(free, allowedPerMinute * LEAST_SHARE, 1);
  return Math.ceil((WINDOW_MS / own) * 1000) / 1000;
}

interface Taken {
  /** Slots that were ever given. */
  readonly taken: number;
  readonly spacingMs: number;
  readonly atMs: number;
}

/**
 * How many of the slots that lie between two looks were given, in percent: what others use is left out of both.
 * Undefined when no time has passed between them.
 */
export function usedPercent(before: Taken, now: Taken): number | undefined {
  const passedMs = now.atMs - before.atMs;
  if (passedMs <= 0) return undefined;
  return Math.round((100 * (now.taken - before.taken) * now.spacingMs) / passedMs);
}

/** A slot that is missed by more than the jitter pays for is lost; using it would crowd a later window. */
export const graceOf = (pace: Pace): number => jitterOf(pace) * spacingOf(pace);

/**
 * How far ahead a lane may reserve. Campaigns stop early, so that a single request always finds a slot within a few
 * seconds; a single request waits as long as a function can.
 */
export const HORIZON_MS: Readonly<Record<Priority, number>> = { single: 20_000, campaign: 4_000 };

export interface SlotRequest {
  readonly lane: Priority;
  /** Requests that will be made one after the other. */
  readonly slots: number;
  /** How long the caller can wait for the first of them. */
  readonly maxWaitMs: number;
}

/** The latest moment at which the first slot may lie. */
export const latestStartMs = ({ lane, maxWaitMs }: SlotRequest, nowMs: number): number =>
  nowMs + Math.min(Math.max(maxWaitMs, 0), HORIZON_MS[lane]);

/** Longer waits for a slot than this are checked at their end: meanwhile Genesys may have closed the window. */
const UNCHECKED_SLOTS = 10;
export const needsCheck = (waitedMs: number, spacingMs: number): boolean =>
  waitedMs > UNCHECKED_SLOTS * spacingMs;

/** Seconds after which a refused caller may find a slot. */
export const secondsUntil = (untilMs: number, nowMs: number): number =>
  Math.max(1, Math.ceil((untilMs - nowMs) / 1000));
