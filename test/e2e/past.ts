import { setTimeout as pause } from 'node:timers/promises';
import { outcomeEvent } from '../../lambda/contract/outcomes';
import { NOTIFICATION_HELD } from '../../lambda/contract/holds';
import { RECIPIENT_PREFERENCE_CHANGED } from '../../lambda/contract/preference-events';
import { openRehearsal, type Rehearsal } from '../../local/scenarios/rehearsal';
import { waitFor } from '../../local/story/wait-for';
import { SENDS, whileMisbehaving } from './misbehaviour';
import { PATIENCE_MS } from './patience';
import type { Place } from './place';
import { endConversation } from './end-conversation';
import type { Setting } from './world';

/** What was asked for before the update; each customer's is their own, so that no outcome is taken for another. */
export const shippedTo = ({ contactId }: Pick<Rehearsal, 'contactId'>): string =>
  `shipped-to-${contactId}`;

/** The customers of the previous release, and what they were waiting for when it was updated. */
export interface Past {
  /** Has a conversation, and one message in it. */
  readonly written: Rehearsal;
  /** Does not want to be written to. */
  readonly optedOut: Rehearsal;
  /** A message for them is held for another hour. */
  readonly held: Rehearsal;
  /** A message waits for them to come back. */
  readonly away: Rehearsal;
  /** A message for them left, and nobody knows whether it arrived. */
  readonly inDoubt: Rehearsal;
}

/** Preferences pass through a queue; a moment later they stand. */
const QUEUE_MS = 5_000;

/** Puts a stage into use: every kind of row that an update must not lose. */
export async function fillRelease(place: Pick<Place, 'genesys'>, setting: Setting): Promise<Past> {
  const customer = async (name: string): Promise<Rehearsal> =>
    await openRehearsal(setting, `contact-${name}`);
  const past = {
    written: await customer('written'),
    optedOut: await customer('opted-out'),
    held: await customer('held'),
    away: await customer('away'),
    inDoubt: await customer('in-doubt'),
  };
  const { written, optedOut, held, away, inDoubt } = past;
  await Promise.all([beWritten(written), optOut(optedOut), beHeld(held), leave(away)]);
  // Alone: the one answer that is lost has to be this one.
  await loseAnswer(place, inDoubt);
  return past;
}

async function beWritten(rehearsal: Rehearsal): Promise<void> {
  await rehearsal.openConversation();
  await rehearsal.request(shippedTo(rehearsal));
  await rehearsal.hear(outcomeEvent('SENT'), shippedTo(rehearsal), PATIENCE_MS);
}

async function optOut(rehearsal: Rehearsal): Promise<void> {
  const { contactId } = rehearsal;
  await rehearsal.openConversation();
  const said = { contactId, changedAt: new Date().toISOString(), consent: 'optedOut' };
  await rehearsal.publish(RECIPIENT_PREFERENCE_CHANGED, said);
  await pause(QUEUE_MS);
  await rehearsal.request(shippedTo(rehearsal));
  await rehearsal.hear(outcomeEvent('SUPPRESSED'), shippedTo(rehearsal), PATIENCE_MS);
}

async function beHeld(rehearsal: Rehearsal): Promise<void> {
  await rehearsal.openConversation();
  const notBefore = new Date(Date.now() + 3_600_000).toISOString();
  await rehearsal.request(shippedTo(rehearsal), { notBefore });
  await rehearsal.hear(NOTIFICATION_HELD, shippedTo(rehearsal), PATIENCE_MS);
}

async function leave(rehearsal: Rehearsal): Promise<void> {
  await endConversation(rehearsal, await rehearsal.openConversation());
  await rehearsal.request(shippedTo(rehearsal), { policy: { whenClosed: 'park' } });
  await rehearsal.hear(NOTIFICATION_HELD, shippedTo(rehearsal), PATIENCE_MS);
}

/** Genesys takes the message and the connection breaks before it can say so. */
async function loseAnswer(place: Pick<Place, 'genesys'>, rehearsal: Rehearsal): Promise<void> {
  await rehearsal.openConversation();
  const fault = { match: SENDS, action: { kind: 'reset', commit: 'before' }, times: 1 };
  const isSent = async () => ((await rehearsal.received()).length > 0 ? true : undefined);
  await whileMisbehaving(place, fault, async () => {
    await rehearsal.request(shippedTo(rehearsal));
    await waitFor('the message whose answer is lost', isSent, PATIENCE_MS);
  });
}
