import { createDynamoDbApiBudget } from '../../lambda/adapters/dynamodb-api-budget';
import { createGenesysCaller } from '../../lambda/adapters/genesys-caller';
import type { GenesysCaller } from '../../lambda/adapters/genesys-caller';
import { createGenesysPacer } from '../../lambda/adapters/genesys-pacer';
import { countCalls } from '../../bench/api-budget/counted-table';
import type { WindowSemantics } from '../../local/genesys/model/rate-window';
import { createInMemoryTable } from '../support/in-memory-table';
import { createVirtualClock } from '../support/virtual-clock';
import { limitedGenesys } from './limited-genesys';
import type { Counted } from './limited-genesys';

export const MINUTE = 60_000;
const START_MS = Date.UTC(2026, 10, 22, 12);

/** Repeatable numbers in [0, 1). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

export interface BacklogOptions {
  readonly semantics: WindowSemantics;
  readonly workers?: number;
  readonly allowed?: number;
  readonly startPerMinute?: number;
  readonly othersPerMinute?: number;
}

/** Function environments on a virtual clock, each with adapters of its own, one table, and a Genesys that counts. */
export function openBacklog(options: BacklogOptions) {
  const { semantics, workers = 10, allowed = 300, startPerMinute = 300 } = options;
  const clock = createVirtualClock(START_MS);
  const random = numbers(7);
  const genesys = limitedGenesys({ clock, semantics, allowed, random });
  const { table, counts } = countCalls(createInMemoryTable(() => clock.sleep(2 + random() * 8)));
  const newEnvironment = (): GenesysCaller => {
    const budget = createDynamoDbApiBudget({ table, client: 'client', startPerMinute, clock });
    return createGenesysCaller({
      apiUrl: 'http://genesys.invalid',
      tokens: {
        getToken: async () => ({ kind: 'token', accessToken: 'token' }),
        discard: async () => undefined,
      },
      send: genesys.send,
      pacer: createGenesysPacer({ budget, clock, sleep: clock.sleep }),
      maxWaitMs: 20_000,
    });
  };

  return {
    clock,
    counts,
    genesys,
    newEnvironment,
    /** Everybody works without a pause for so many minutes. */
    run: async (minutes: number): Promise<void> => {
      const endMs = START_MS + minutes * MINUTE;
      const work = async (): Promise<void> => {
        const { call } = newEnvironment();
        while (clock.nowMs() < endMs) {
          const answer = await call({ method: 'GET', path: '/' });
          if (answer.kind === 'unavailable') await clock.sleep(answer.retryAfterSeconds * 1000);
        }
      };
      const { othersPerMinute = 0 } = options;
      const askAsOthers = async (): Promise<void> => {
        if (othersPerMinute === 0) return;
        while (clock.nowMs() < endMs) {
          genesys.askAsOther();
          await clock.sleep(MINUTE / othersPerMinute);
        }
      };
      const done = [...Array.from({ length: workers }, work), askAsOthers()];
      await clock.run();
      await Promise.all(done);
    },
    minute: (number: number): Counted[] => minuteOf(genesys.seen, number),
  };
}

/** Our requests in the minute with this number, counted from the start. */
const minuteOf = (seen: readonly Counted[], number: number): Counted[] => {
  const fromMs = START_MS + number * MINUTE;
  return seen.filter(({ atMs, isOurs }) => isOurs && atMs >= fromMs && atMs < fromMs + MINUTE);
};

export const admittedIn = (requests: readonly Counted[]): number =>
  requests.filter(({ isRefused }) => !isRefused).length;
export const refusedIn = (requests: readonly Counted[]): number =>
  requests.filter(({ isRefused }) => isRefused).length;
