import { CONVERSATION_CONFLICT } from '../../lambda/contract/request-events';
import { followNotification } from './follow-notification';
import { tryCreation } from './genesys-caller';
import { check } from './promise-check';
import type { KnownConversation, Scene } from './scene';
import type { Teller } from './storyteller';

/** The asker's application meets the 409 and reports it; the message arrives where the customer already is. */
export async function applicationReportsConflict(
  scene: Scene,
  { conversationId }: KnownConversation,
  teller: Teller,
): Promise<void> {
  const { genesys, stage, payload } = scene;
  const before = await genesys.truth.conversationsOf(payload.contactId);

  teller.sent('the application: POST /api/v2/conversations/webchat/messages');
  const refusal = await tryCreation(genesys, genesys.applicationClient, payload);
  teller.received(`${refusal.status} ${refusal.code}: ${refusal.message}`);
  teller.check(check('the answer to the creation call', 409, refusal.status));

  teller.received(`${CONVERSATION_CONFLICT} ${JSON.stringify(payload)}`);
  const ending = await followNotification(scene, teller, {
    label: "b  the thread's message",
    stage,
    text: payload.text,
    promised: { outcome: 'SENT', reason: 'DELIVERED_TO_EXISTING', genesysCalls: 2 },
    request: async () => {
      await stage.application.publish(CONVERSATION_CONFLICT, payload);
      // The payload has no occurrence: it is the only notification under way.
      return () => true;
    },
  });

  teller.check(check('the existing conversation', conversationId, ending.conversationId));
  const after = await genesys.truth.conversationsOf(payload.contactId);
  teller.check(check('conversations of the contact', before, after));
}
