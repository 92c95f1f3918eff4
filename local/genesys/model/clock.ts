/** The simulator's own time: it runs with real time and can be pushed ahead, never back. */
export interface Clock {
  now(): number;
  advance(ms: number): void;
  /** Runs the action once the simulator's time has moved on by `delayMs`. */
  schedule(delayMs: number, action: () => void): () => void;
  reset(): void;
  close(): void;
}

interface Appointment {
  readonly dueAt: number;
  readonly action: () => void;
}

/** `setTimeout` overflows beyond this and would fire at once. */
const longestTimeoutMs = 2 ** 31 - 1;

export const createClock = (realNow: () => number = Date.now): Clock => {
  let offsetMs = 0;
  let timer: NodeJS.Timeout | undefined;
  let armedFor = Number.POSITIVE_INFINITY;
  const appointments = new Set<Appointment>();

  const now = (): number => realNow() + offsetMs;

  const earliest = (): Appointment | undefined => {
    let first: Appointment | undefined;
    for (const appointment of appointments) {
      if (first === undefined || appointment.dueAt < first.dueAt) first = appointment;
    }
    return first;
  };

  /** Stops the clock at each appointment on the way, so that what it does happens at its own time. */
  const runUntil = (time: number): void => {
    for (let next = earliest(); next !== undefined && next.dueAt <= time; next = earliest()) {
      appointments.delete(next);
      offsetMs = Math.max(offsetMs, next.dueAt - realNow());
      next.action();
    }
  };

  const arm = (): void => {
    clearTimeout(timer);
    const next = earliest();
    armedFor = next?.dueAt ?? Number.POSITIVE_INFINITY;
    if (next === undefined) return;
    const waitMs = Math.min(Math.max(next.dueAt - now(), 0), longestTimeoutMs);
    timer = setTimeout(() => {
      runUntil(now());
      arm();
    }, waitMs);
    timer.unref();
  };

  return {
    now,
    advance: (ms) => {
      const target = offsetMs + ms;
      runUntil(realNow() + target);
      offsetMs = Math.max(offsetMs, target);
      arm();
    },
    schedule: (delayMs, action) => {
      const appointment = { dueAt: now() + delayMs, action };
      appointments.add(appointment);
      if (appointment.dueAt < armedFor) arm();
      return () => {
        appointments.delete(appointment);
      };
    },
    reset: () => {
      appointments.clear();
      offsetMs = 0;
      arm();
    },
    close: () => {
      appointments.clear();
      clearTimeout(timer);
    },
  };
};
