import { countRequest, emptyRateWindow } from '../../local/genesys/model/rate-window';
import type { WindowSemantics } from '../../local/genesys/model/rate-window';
import type { Exchange } from '../../lambda/domain/answer';
import type { VirtualClock } from '../support/virtual-clock';

export interface Counted {
  readonly atMs: number;
  readonly isRefused: boolean;
  readonly isOurs: boolean;
}

export interface LimitedOptions {
  readonly clock: VirtualClock;
  readonly semantics: WindowSemantics;
  readonly allowed: number;
  /** Same numbers, same run. */
  readonly random: () => number;
}

/** The simulator's own way of counting, on a virtual clock, with ways to it that take their time. */
export function limitedGenesys({ clock, semantics, allowed, random }: LimitedOptions) {
  const window = emptyRateWindow();
  const seen: Counted[] = [];
  let refusals: number[] = [];

  const count = (isOurs: boolean): Exchange => {
    const rule = { allowed, windowMs: 60_000, semantics };
    const verdict = countRequest(window, rule, Math.floor(clock.nowMs()));
    const forced = isOurs ? refusals.shift() : undefined;
    const isRefused = verdict.refused || forced !== undefined;
    seen.push({ atMs: clock.nowMs(), isRefused, isOurs });
    return {
      kind: 'answered',
      status: isRefused ? 429 : 200,
      headers: {
        'inin-ratelimit-count': String(verdict.count),
        'inin-ratelimit-allowed': String(verdict.allowed),
        'inin-ratelimit-reset': String(verdict.resetSeconds),
        ...(isRefused && { 'retry-after': String(forced ?? verdict.resetSeconds) }),
      },
      body: {},
    };
  };

  return {
    seen,
    /** Our next request is refused for the rate, whatever the count says. */
    refuseNext: (retryAfterSeconds: number) => {
      refusals = [...refusals, retryAfterSeconds];
    },
    askAsOther: () => count(false),
    send: async (): Promise<Exchange> => {
      await clock.sleep(10 + random() * 60);
      const exchange = count(true);
      await clock.sleep(20 + random() * 100);
      return exchange;
    },
  };
}
