import { happenings } from './conversations';
import type { Happening } from './conversations';
import { seededRandom } from './seeded-random';

/** One event as it arrives: perhaps late, perhaps not for the first time. */
export interface Delivery {
  readonly happening: Happening;
  readonly isRepeat: boolean;
}

export interface CorpusOptions {
  readonly seed: number;
  readonly events: number;
  /** Conversations at a time. @default 20,000 */
  readonly live?: number;
}

const LATE_SHARE = 0.01;
const REPEATED_SHARE = 0.01;
/** What is late, or comes again, does so within this many events. */
const MAX_DELAY = 5_000;

/** What happens, as a queue delivers it. Keeps nothing but what is under way. */
export function* deliveries({ seed, events, live = 20_000 }: CorpusOptions): Generator<Delivery> {
  const random = seededRandom(seed ^ 0x5eed);
  const held = new Map<number, Delivery[]>();
  const hold = (now: number, delivery: Delivery) => {
    const due = now + 1 + Math.floor(random() * MAX_DELAY);
    const others = held.get(due);
    if (others === undefined) held.set(due, [delivery]);
    else others.push(delivery);
  };

  let now = 0;
  for (const happening of happenings(seed, live)) {
    if (now === events) break;
    now += 1;
    const delivery = { happening, isRepeat: false };
    if (random() < REPEATED_SHARE) hold(now, { happening, isRepeat: true });
    if (random() < LATE_SHARE) hold(now, delivery);
    else yield delivery;
    yield* held.get(now) ?? [];
    held.delete(now);
  }
  for (const rest of held.values()) yield* rest;
}
