import type { Exchange } from '../../lambda/domain/answer';
import type { SendFault } from './faults';
import { MAX_LATE_MS } from './genesys-world';
import type { Random } from './random';

/** After this the client hangs up. */
export const DEADLINE_MS = 10_000;

/** What a send comes to when it does not simply work: what the client sees when, and whether the customer has it. */
export interface SendOutcome {
  readonly exchange: Exchange;
  readonly takesMs: number;
  /** When the message reaches the customer after the request left; undefined when it never does. */
  readonly effectAfterMs: number | undefined;
}

const answered = (status: number, body: unknown = {}): Exchange => ({
  kind: 'answered',
  status,
  headers: {},
  body,
});
const noAnswer = (cause: string): Exchange => ({ kind: 'noAnswer', cause });

type Effect = 'none' | 'before' | 'late';
type Shape = readonly [exchange: Exchange, effect: Effect, isAtDeadline?: boolean];

const SHAPES: Record<Exclude<SendFault, 'brokenBody'>, Shape> = {
  refused: [answered(400, { code: 'bad.request' }), 'none'],
  conflict: [answered(400, { code: 'active.conversation' }), 'none'],
  throttled: [answered(429), 'none'],
  unreachable: [{ kind: 'notSent', cause: 'ECONNREFUSED' }, 'none'],
  timeout: [noAnswer('TIMEOUT'), 'none', true],
  timeoutEffect: [noAnswer('TIMEOUT'), 'before', true],
  timeoutLate: [noAnswer('TIMEOUT'), 'late', true],
  serverError: [answered(503), 'none'],
  serverErrorEffect: [answered(500), 'before'],
  serverErrorLate: [answered(504), 'late'],
  reset: [noAnswer('ECONNRESET'), 'none'],
  resetEffect: [noAnswer('ECONNRESET'), 'before'],
  // Nobody has ever documented it, and the message went out all the same.
  oddStatus: [answered(207), 'before'],
};

export function outcomeOf(fault: keyof typeof SHAPES, random: Random): SendOutcome {
  const [exchange, effect, isAtDeadline = false] = SHAPES[fault];
  const takesMs = isAtDeadline ? DEADLINE_MS : random.between(20, 3_000);
  const afterMs = {
    none: undefined,
    before: takesMs * 0.9,
    late: takesMs + random.between(1, MAX_LATE_MS),
  };
  return { exchange, takesMs, effectAfterMs: afterMs[effect] };
}
