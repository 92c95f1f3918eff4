import type { FastClock } from '../api-budget/fast-clock';
import type { Organization } from '../api-budget/open-organization';

/** Notifications that wait to be sent, each to be looked up and then posted. */
export interface Backlog {
  readonly organization: Organization;
  readonly clock: FastClock;
  /** How much faster than time the clock is, for those who bring a clock of their own. */
  readonly speed: number;
  readonly workers: number;
  /** What the message of each says; no two say the same. */
  readonly texts: readonly string[];
}

/** Somebody who empties a backlog as well as they can. */
export type Drain = (backlog: Backlog) => Promise<void>;

export interface Pacer {
  readonly name: string;
  readonly isOurs: boolean;
  readonly drain: Drain;
}

/** Has workers take texts one after the other until none is left. */
export async function shareOut(
  { texts, workers }: Pick<Backlog, 'texts' | 'workers'>,
  newWorker: () => (text: string) => Promise<void>,
): Promise<void> {
  const waiting = [...texts];
  const work = async (): Promise<void> => {
    const deliver = newWorker();
    for (let text = waiting.shift(); text !== undefined; text = waiting.shift()) {
      await deliver(text);
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
}
