import type { StoreFault } from './faults';
import type { Journey, Worker } from './worker';

/** One request to AWS, after which the client asks again; three, after which it gives up. */
const CLIENT_DEADLINE_MS = 3_000;
const CLIENT_TRIES = 3;

/** A request to DynamoDB (or another AWS service with a client that repeats), with what its way there may do to it. */
export function storeJourney<T>(
  { around }: Worker,
  trip: { readonly leavesAtMs: number; readonly label: number; readonly isAway: () => boolean },
  apply: () => T,
): Journey<T> {
  const { leavesAtMs, label } = trip;
  const tookMs = 1 + around.random.next() * (around.random.chance(0.05) ? 900 : 20);
  const fault: StoreFault | undefined = trip.isAway() ? 'error' : around.faults.store(label);
  if (fault === undefined) return { answerAtMs: leavesAtMs + tookMs, answer: apply };

  around.trace.note(() => `the store: ${fault}`);
  const repeatAtMs = leavesAtMs + CLIENT_DEADLINE_MS + tookMs;
  const copy = { atMs: leavesAtMs + tookMs, run: () => void apply() };
  if (fault === 'error' || fault === 'errorApplied') {
    const answer = () => {
      throw new Error(fault);
    };
    const answerAtMs = leavesAtMs + CLIENT_DEADLINE_MS * CLIENT_TRIES;
    if (fault === 'error') return { answerAtMs, answer };
    around.trace.answerLost(label);
    return { answerAtMs, answer, effects: [copy, { ...copy, atMs: repeatAtMs }] };
  }
  around.trace.answerLost(label);
  // A late copy was held up on its way, and arrives when its own repeat has long been answered.
  const firstAtMs =
    fault === 'lateCopy' ? repeatAtMs + around.random.between(1, 20_000) : copy.atMs;
  return {
    answerAtMs: repeatAtMs,
    answer: apply,
    effects: [{ atMs: firstAtMs, run: copy.run }],
  };
}
