import { wallClockMs } from '../../lambda/domain/local-time';

const MINUTE_MS = 60_000;
const WEEK_MS = 7 * 86_400_000;

/** How far the wall clock of a zone is ahead of UTC. */
export const offsetOf = (timeZone: string, atMs: number): number =>
  wallClockMs(timeZone, atMs) - atMs;

/** The instants at which the clocks of a zone change, to the minute. */
export function clockChanges(timeZone: string, fromMs: number, untilMs: number): number[] {
  const changes: number[] = [];
  const step = 2 * WEEK_MS;
  for (let atMs = Math.ceil(fromMs / step) * step; atMs < untilMs; atMs += step) {
    let [low, high] = [atMs, atMs + step];
    const before = offsetOf(timeZone, low);
    if (before === offsetOf(timeZone, high)) continue;
    while (high - low > MINUTE_MS) {
      const middle = Math.floor((low + high) / 2 / MINUTE_MS) * MINUTE_MS;
      if (offsetOf(timeZone, middle) === before) low = middle;
      else high = middle;
    }
    changes.push(high);
  }
  return changes;
}
