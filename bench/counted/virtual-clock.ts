/** Time that passes only when somebody says what took how long, so that a duration is a sum one can check. */
export interface VirtualClock {
  readonly nowMs: () => number;
  /** Waits by letting the time pass. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Lets it pass for something that is not waited for here. */
  readonly pass: (ms: number) => void;
}

export function createVirtualClock(startMs: number): VirtualClock {
  let nowMs = startMs;
  const pass = (ms: number): void => {
    nowMs += Math.max(0, ms);
  };
  return {
    nowMs: () => Math.round(nowMs),
    pass,
    sleep: async (ms) => pass(ms),
  };
}
