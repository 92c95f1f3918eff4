import { needsCheck, WINDOW_MS } from '../domain/api-budget';
import type { SlotRequest } from '../domain/api-budget';
import type { Exchange } from '../domain/answer';
import { API_BUDGET } from '../domain/budget-port';
import type { ApiBudget, Permit, Permits } from '../domain/budget-port';
import { causeOf } from '../domain/error-facts';
import { NOTHING_SEEN, paceAfter, watchOthers } from '../domain/other-consumers';
import type { Clock } from '../domain/ports';
import { closedSecondsOf, rateFactsOf } from '../domain/rate-limit';
import type { RateFacts } from '../domain/rate-limit';

export type Taken =
  | { readonly kind: 'permitted'; readonly permits: Permits }
  | { readonly kind: 'unavailable'; readonly cause: string; readonly retryAfterSeconds: number };

/** Waits for slots, and lets the dispenser learn from what Genesys answers. */
export interface GenesysPacer {
  /** Returns when the first slot has come. A permit that was given before is used if it is still good. */
  take(request: SlotRequest, held?: Permit): Promise<Taken>;
  learn(permit: Permit, exchange: Exchange): Promise<void>;
}

export interface GenesysPacerOptions {
  readonly budget: ApiBudget;
  readonly clock: Clock;
  readonly sleep: (ms: number) => Promise<void>;
}

/** Slots that pass unused, because we came late or Genesys closed the window, before somebody else should try. */
const MAX_TRIES = 4;
/** What an answer teaches must not hold up what it says. */
const LEARNING_MS = 250;
/** Each environment corrects the pace this often at most; what one leaves out, another has seen as well. */
const CORRECTION_MS = 5_000;

export function createGenesysPacer({ budget, clock, sleep }: GenesysPacerOptions): GenesysPacer {
  let watch = NOTHING_SEEN;
  let correctedMs = -Infinity;

  /** Waits for a slot; false when it is of no use any more. */
  const reach = async (permit: Permit, spacingMs: number): Promise<boolean> => {
    const waitMs = permit.slotMs - clock.nowMs();
    if (waitMs > 0) await sleep(waitMs);
    if (needsCheck(waitMs, spacingMs) && (await budget.isClosedFor(permit))) return false;
    return clock.nowMs() <= permit.goodUntilMs;
  };

  const reserve = async (request: SlotRequest): Promise<Taken> => {
    const endMs = clock.nowMs() + request.maxWaitMs;
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const maxWaitMs = endMs - clock.nowMs();
      const reserved = await budget.reserve({ ...request, maxWaitMs });
      if (reserved.kind === 'full') return full(reserved.retryAfterSeconds);
      const { permits, spacingMs } = reserved;
      if (await reach(permits[0], spacingMs)) return { kind: 'permitted', permits };
    }
    return full(1);
  };

  const correct = (permit: Permit, facts: RateFacts): Promise<void> | undefined => {
    const { slotMs, number } = permit;
    const { count, resetSeconds } = facts;
    const sighting = { atMs: clock.nowMs(), slotMs, number, count, resetSeconds };
    const seen = watchOthers(watch, sighting);
    watch = seen.watch;
    if (sighting.atMs < correctedMs + CORRECTION_MS) return undefined;
    const pace = budget.pace();
    const next = paceAfter(pace, facts, seen.range);
    if (next === undefined) return undefined;
    correctedMs = sighting.atMs;
    return budget.changePace(pace, next);
  };

  /** What has to be written after an answer; most answers teach nothing new. */
  const lessonsOf = (permit: Permit, exchange: Exchange): Promise<void>[] => {
    const closedSeconds = closedSecondsOf(exchange);
    const facts = rateFactsOf(exchange);
    return [
      closedSeconds && budget.closeUntil(clock.nowMs() + closedSeconds * 1000),
      facts && correct(permit, facts),
    ].filter((lesson) => lesson instanceof Promise);
  };

  return {
    take: async (request, held) => {
      const isGood = held !== undefined && held.goodUntilMs >= clock.nowMs();
      if (isGood && (await reach(held, WINDOW_MS))) return { kind: 'permitted', permits: [held] };
      // Thrown on, this would look like a send that nobody knows the end of; nothing has been sent.
      return reserve(request).catch((error: unknown) =>
        unavailable(causeOf(error, 'BUDGET_STORE'), 3),
      );
    },
    learn: async (permit, exchange) => {
      const lessons = lessonsOf(permit, exchange);
      if (lessons.length === 0) return;
      await Promise.race([Promise.allSettled(lessons), sleep(LEARNING_MS)]);
    },
  };
}

const unavailable = (cause: string, retryAfterSeconds: number): Taken => ({
  kind: 'unavailable',
  cause,
  retryAfterSeconds,
});
const full = (retryAfterSeconds: number): Taken => unavailable(API_BUDGET, retryAfterSeconds);
