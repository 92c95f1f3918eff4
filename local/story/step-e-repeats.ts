import { NOTIFICATION_REQUESTED } from '../../lambda/contract/request-events';
import { tellsOutcome } from './deployed-stage';
import { followNotification } from './follow-notification';
import { isAbout } from './outcome-event';
import { check } from './promise-check';
import type { KnownConversation, Scene } from './scene';
import type { Teller } from './storyteller';

const OCCURRENCE = 'parcel-4711-feedback';
const TEXT = 'How did we do? Just answer here.';
const REDELIVERIES = 2;

/** The application asks twice and EventBridge delivers three times: the customer reads one message. */
export async function requestRepeats(
  scene: Scene,
  { conversationId }: KnownConversation,
  teller: Teller,
): Promise<void> {
  const { genesys, stage, payload } = scene;
  const detail = { occurrence: OCCURRENCE, contactId: payload.contactId, text: TEXT };
  const position = await genesys.truth.countRequests();
  teller.received(`${NOTIFICATION_REQUESTED} ${JSON.stringify(detail)}, and the same once more`);
  const ending = await followNotification(scene, teller, {
    label: 'e  requested twice',
    stage,
    text: TEXT,
    promised: { outcome: 'SENT', reason: 'DELIVERED_TO_EXISTING', genesysCalls: 2 },
    request: async () => {
      await stage.application.publish(NOTIFICATION_REQUESTED, detail);
      await stage.application.publish(NOTIFICATION_REQUESTED, detail);
      return isAbout(OCCURRENCE);
    },
  });

  const event = await stage.inbox.waitFor(
    'the request on the bus',
    (one) => one['detail-type'] === NOTIFICATION_REQUESTED && isAbout(OCCURRENCE)(one),
  );
  const ends: string[] = [];
  for (let turn = 0; turn < REDELIVERIES; turn += 1) {
    ends.push(await stage.application.redeliver(event));
  }
  teller.received(`event ${event.id} again and again: three deliveries of one event`);
  teller.decided('nothing to do: the ledger knows the notification');

  const calls = await genesys.truth.callsOf(stage.clientId, position);
  const outcomes = stage.inbox.heard.filter((one) => tellsOutcome(one) && isAbout(OCCURRENCE)(one));
  const transcript = (await genesys.truth.transcripts())[conversationId] ?? [];
  const messages = transcript.filter(({ text }) => text === TEXT);
  teller.check(check('the conversation', conversationId, ending.conversationId));
  teller.check(check('the repeated deliveries', ['SUCCEEDED', 'SUCCEEDED'], ends));
  teller.check(check('messages in the conversation', 1, messages.length));
  teller.check(check('outcomes on the bus', 1, outcomes.length));
  teller.check(check('calls to Genesys for all four deliveries', 2, calls.length));
}
