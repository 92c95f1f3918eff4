/** How the platform counts a minute is not documented; the three plausible readings are offered. */
export type WindowSemantics = 'aligned' | 'anchored' | 'sliding';

export interface RateWindow {
  /** Times of the admitted requests that still count. */
  admitted: number[];
  /** When the current window of an anchored count began. */
  anchor: number | undefined;
}

export interface RateRule {
  readonly allowed: number;
  readonly windowMs: number;
  readonly semantics: WindowSemantics;
}

export interface RateVerdict {
  readonly refused: boolean;
  readonly count: number;
  readonly allowed: number;
  readonly resetSeconds: number;
}

export const emptyRateWindow = (): RateWindow => ({ admitted: [], anchor: undefined });

const anchorOf = (window: RateWindow, rule: RateRule, now: number): number =>
  window.anchor === undefined || now >= window.anchor + rule.windowMs ? now : window.anchor;

const windowStart = (window: RateWindow, rule: RateRule, now: number): number => {
  switch (rule.semantics) {
    case 'aligned':
      return Math.floor(now / rule.windowMs) * rule.windowMs;
    case 'anchored':
      return anchorOf(window, rule, now);
    case 'sliding':
      return now - rule.windowMs + 1;
  }
};

/** A sliding window frees one place when its oldest request leaves, the others free all places at once. */
const freeAt = (window: RateWindow, rule: RateRule, start: number): number =>
  (rule.semantics === 'sliding' ? (window.admitted[0] ?? start) : start) + rule.windowMs;

/** Counts one request; a refused request takes no place in the window. */
export const countRequest = (window: RateWindow, rule: RateRule, now: number): RateVerdict => {
  const start = windowStart(window, rule, now);
  window.anchor = rule.semantics === 'anchored' ? start : undefined;
  window.admitted = window.admitted.filter((time) => time >= start);
  const refused = window.admitted.length >= rule.allowed;
  if (!refused) window.admitted.push(now);
  const resetMs = freeAt(window, rule, start) - now;
  return {
    refused,
    count: window.admitted.length,
    allowed: rule.allowed,
    resetSeconds: Math.max(1, Math.ceil(resetMs / 1000)),
  };
};
