import type { Clock } from '../../lambda/domain/ports';

export const NOON_MS = Date.UTC(2026, 8, 20, 12);
export const NOON = new Date(NOON_MS).toISOString();

/** A clock that stands still until it is moved. */
export function fixedClock(startMs = NOON_MS): Clock & { advance(ms: number): void } {
  let nowMs = startMs;
  return {
    nowMs: () => nowMs,
    advance: (ms) => {
      nowMs += ms;
    },
  };
}
