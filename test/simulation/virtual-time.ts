interface Happening {
  readonly atMs: number;
  readonly run: () => void;
  /** The sweeper's tick goes on for ever and must not keep a run alive. */
  readonly isBackground: boolean;
}

/** Where every run begins. */
export const BEGIN_MS = Date.parse('2026-01-01T00:00:00Z');

/**
 * The only clock and the only scheduler of a run. At any moment at most one piece of product code is awake:
 * what happens next is decided here, in the order of virtual time, and nowhere else.
 */
export class VirtualTime {
  nowMs = BEGIN_MS;
  private readonly queue: Happening[] = [];
  /** How much has happened so far. */
  happened = 0;
  private foreground = 0;
  private awake = 0;
  private onParked: (() => void) | undefined;

  /** Puts something on the agenda. Of two things at the same time, the one planned first comes first. */
  at(atMs: number, run: () => void, isBackground = false): void {
    const { queue } = this;
    let place = queue.length;
    while (place > 0 && (queue[place - 1]?.atMs ?? 0) <= atMs) place -= 1;
    queue.splice(place, 0, { atMs, run, isBackground });
    if (!isBackground) this.foreground += 1;
  }

  /** True while anything but background ticks is planned. */
  get isBusy(): boolean {
    return this.foreground > 0;
  }

  /** Product code starts to run: the next happening waits until it is parked again. */
  wake(): void {
    this.awake += 1;
  }

  /** Product code waits for a labelled answer, or has ended. */
  park(): void {
    this.awake -= 1;
    if (this.awake === 0) this.onParked?.();
  }

  /**
   * Runs until it is over. Everything here happens in microtasks, so if the event loop ever gets its turn,
   * product code is waiting for something that no label stands for.
   */
  async run(isOver: () => boolean, lastLabel: () => string): Promise<void> {
    let guard: NodeJS.Immediate | undefined;
    const stalled = new Promise<never>((_, reject) => {
      guard = setImmediate(() => {
        reject(new Error(`an unlabelled await stopped the run after ${lastLabel()}`));
      });
    });
    try {
      await Promise.race([this.loop(isOver), stalled]);
    } finally {
      clearImmediate(guard);
    }
  }

  private async loop(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const happening = this.queue.pop();
      if (happening === undefined) return;
      if (!happening.isBackground) this.foreground -= 1;
      this.happened += 1;
      this.nowMs = Math.max(this.nowMs, happening.atMs);
      happening.run();
      if (this.awake > 0) await this.parked();
    }
  }

  private parked(): Promise<void> {
    return new Promise((resolve) => {
      this.onParked = () => {
        this.onParked = undefined;
        resolve();
      };
    });
  }
}

export const isWithin = (nowMs: number, window: readonly [number, number] | undefined): boolean =>
  window !== undefined && nowMs >= window[0] && nowMs < window[1];
