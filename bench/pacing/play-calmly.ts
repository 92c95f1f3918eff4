/** Tells, when it is stopped, for how long this process got no time. */
export type WatchStalls = () => { readonly stop: () => number };

const EVERY_MS = 10;
/** A timer may be so late without anybody else being to blame. */
const USUAL_MS = 20;

/** Watches for moments in which the machine does something else: a timer that comes late says how long they were. */
export const watchStalls: WatchStalls = () => {
  let lastMs = performance.now();
  let stalledMs = 0;
  const timer = setInterval(() => {
    const nowMs = performance.now();
    const lateMs = nowMs - lastMs - EVERY_MS;
    if (lateMs > USUAL_MS) stalledMs += lateMs;
    lastMs = nowMs;
  }, EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return stalledMs;
    },
  };
};

/** Half a second of a clock that runs ten times as fast: two slots in a minute of three hundred. */
export const CALM_MS = 50;
export const MAX_TRIES = 3;

/** Plays again when the machine stood still meanwhile, and keeps the calmest of all tries. */
export async function playCalmly<Played>(
  play: () => Promise<Played>,
  watch: WatchStalls = watchStalls,
): Promise<Played & { readonly stalledMs: number }> {
  const tries: (Played & { readonly stalledMs: number })[] = [];
  while (tries.length < MAX_TRIES) {
    const stalls = watch();
    // oxlint-disable-next-line no-await-in-loop
    const played = await play();
    const stalledMs = stalls.stop();
    tries.push({ ...played, stalledMs });
    if (stalledMs <= CALM_MS) break;
  }
  return tries.reduce((calmest, each) => (each.stalledMs < calmest.stalledMs ? each : calmest));
}
