/** Ends what a run has started, in reverse order, once. */
export interface Ending {
  /** Aborted as soon as the end begins. */
  readonly signal: AbortSignal;
  /** Runs when the run ends; at once when it already has. */
  onEnd(work: () => unknown): void;
  end(): Promise<void>;
}

export function createEnding(): Ending {
  const controller = new AbortController();
  const works: (() => unknown)[] = [];
  let ended: Promise<void> | undefined;

  const runAll = async (): Promise<void> => {
    controller.abort();
    for (const work of works.toReversed()) await attempt(work);
  };
  return {
    signal: controller.signal,
    onEnd: (work) => {
      if (ended === undefined) works.push(work);
      else void attempt(work);
    },
    end: async () => {
      ended ??= runAll();
      await ended;
    },
  };
}

/** One thing that cannot be ended must not keep the others. */
async function attempt(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch {
    // The process is about to end, and with it everything that depends on it.
  }
}
