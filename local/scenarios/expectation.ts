import * as v from 'valibot';
import { NOTIFICATION_HELD } from '../../lambda/contract/holds';
import { outcomeEvent, type Outcome } from '../../lambda/contract/outcomes';
import { check } from '../story/promise-check';
import type { Teller } from '../story/storyteller';
import type { Rehearsal } from './rehearsal';

const toldSchema = v.object({
  notificationKey: v.string(),
  reason: v.string(),
  nextStep: v.string(),
  heldUntil: v.optional(v.string()),
});

export interface Expectation {
  readonly occurrence: string;
  readonly outcome: Outcome | 'HELD';
  readonly reason: string;
  /** The sweep comes every minute. Default: fifteen seconds. */
  readonly withinMs?: number;
}

/** Long enough for the next sweep, on a busy machine too. */
export const NEXT_SWEEP_MS = 100_000;

/** Waits for what the bus tells about an occurrence, tells it, and holds it against what was expected. */
export async function expectTold(
  rehearsal: Rehearsal,
  teller: Teller,
  { occurrence, outcome, reason, withinMs }: Expectation,
): Promise<v.InferOutput<typeof toldSchema>> {
  const detailType = outcome === 'HELD' ? NOTIFICATION_HELD : outcomeEvent(outcome);
  const event = await rehearsal.hear(detailType, occurrence, withinMs);
  const told = v.parse(toldSchema, event.detail);
  const until = told.heldUntil === undefined ? '' : ` until ${told.heldUntil}`;
  teller.decided(`${outcome}${until}, ${told.reason}. ${told.nextStep}`);
  teller.check(check(`why ${occurrence} is ${outcome}`, reason, told.reason));
  return told;
}

/** Holds what the customer has against what was expected. */
export async function expectReceived(
  rehearsal: Rehearsal,
  teller: Teller,
  texts: readonly string[],
): Promise<void> {
  const received = await rehearsal.received();
  teller.sent(received.length === 0 ? 'nothing' : received.map((text) => `"${text}"`).join(', '));
  teller.check(check('what the customer has', [...texts], received));
}
