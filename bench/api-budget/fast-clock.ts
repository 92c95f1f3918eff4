import { setTimeout as sleep } from 'node:timers/promises';

/** A clock that runs faster than time, for both sides of the measurement: their minutes are seconds of ours. */
export interface FastClock {
  readonly nowMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

export function createFastClock(speed: number, startMs: number): FastClock {
  const beganAt = performance.now();
  return {
    nowMs: () => startMs + (performance.now() - beganAt) * speed,
    // Timers of Node count whole milliseconds and must not ring early.
    sleep: (ms) => sleep(Math.max(0, Math.ceil(ms / speed))),
  };
}
