import { CUSTOMER_END } from '../../lambda/contract/genesys-events';
import { NOTIFICATION_REQUESTED } from '../../lambda/contract/request-events';
import { followNotification } from './follow-notification';
import { isAbout } from './outcome-event';
import { check, checkThat } from './promise-check';
import type { KnownConversation, Scene } from './scene';
import { isCustomerEvent } from './step-a-session';
import type { Teller } from './storyteller';

const OCCURRENCE = 'parcel-4711-delivered';
const TEXT = 'Your parcel has been delivered.';

/** The conversation ends; the next notification opens a new session and tells which conversation Genesys chose. */
export async function conversationEnds(
  scene: Scene,
  { conversationId }: KnownConversation,
  teller: Teller,
): Promise<KnownConversation> {
  const { genesys, stage, payload } = scene;
  const { contactId } = payload;
  await genesys.control.endConversation(conversationId);
  await stage.inbox.waitFor(
    'customer.end on the bus',
    isCustomerEvent(CUSTOMER_END, conversationId),
  );
  teller.received(`${CUSTOMER_END} of conversation ${conversationId}`);
  const hasEnded = 'the end in the registry';
  await stage.registry.waitFor(conversationId, hasEnded, (session) => session.hasEnded);

  const detail = { occurrence: OCCURRENCE, contactId, text: TEXT };
  teller.received(`${NOTIFICATION_REQUESTED} ${JSON.stringify(detail)}`);
  const ending = await followNotification(scene, teller, {
    label: 'd  after the end',
    stage,
    text: TEXT,
    promised: { outcome: 'SENT', reason: 'DELIVERED_TO_NEW', genesysCalls: 2 },
    request: async () => {
      await stage.application.publish(NOTIFICATION_REQUESTED, detail);
      return isAbout(OCCURRENCE);
    },
  });

  const chosen = ending.conversationId ?? '';
  const isNew = chosen !== '' && chosen !== conversationId;
  teller.check(checkThat('a new conversation', isNew, `not ${conversationId}`, chosen));
  const all = await genesys.truth.conversationsOf(contactId);
  teller.check(check('conversations of the contact', [conversationId, chosen], all));
  await stage.registry.waitFor(chosen, 'the new conversation in the registry');
  teller.decided(`the registry knows conversation ${chosen}, from its own customer.start`);
  return { conversationId: chosen };
}
