import type { Teller } from '../../local/story/storyteller';
import { expectReceived, expectTold } from '../../local/scenarios/expectation';
import { openRehearsal, TEXT, type Rehearsal } from '../../local/scenarios/rehearsal';
import { PATIENCE_MS } from './patience';
import type { World } from './world';

/** A customer of this version's stage, named after the case. */
export async function customerOf(world: World, name: string): Promise<Rehearsal> {
  return await openRehearsal(await world.current(), `contact-${name}`);
}

/** How a message arrives, and how long it may take; by default into the conversation there is. */
interface Arrival {
  readonly reason?: string;
  readonly withinMs?: number;
}

/** Demands that an occurrence ends as SENT, and that the customer has exactly so many messages then. */
export async function expectSent(
  rehearsal: Rehearsal,
  teller: Teller,
  occurrence: string,
  {
    messages = 1,
    reason = 'DELIVERED_TO_EXISTING',
    withinMs = PATIENCE_MS,
  }: Arrival & { messages?: number } = {},
): Promise<void> {
  await expectTold(rehearsal, teller, { occurrence, outcome: 'SENT', reason, withinMs });
  await expectReceived(
    rehearsal,
    teller,
    Array.from({ length: messages }, () => TEXT),
  );
}
