import * as v from 'valibot';
import {
  CUSTOMER_END,
  CUSTOMER_START,
  customerEventDetailSchema,
} from '../../lambda/contract/genesys-events';
import type { BusEvent } from './event-inbox';
import { check } from './promise-check';
import type { KnownConversation, Scene } from './scene';
import type { Teller } from './storyteller';

/** A customer starts a conversation and closes the browser tab: the registry learns the one, nobody learns the other. */
export async function customerComesAndGoes(
  { genesys, stage, payload }: Scene,
  teller: Teller,
): Promise<KnownConversation> {
  const { contactId, webchatSessionId } = payload;
  const conversationId = await genesys.control.openConversation({
    contactId,
    webchatSessionId,
    deploymentId: genesys.deploymentId,
    text: 'Where is my parcel?',
  });
  const started = await stage.inbox.waitFor(
    'customer.start on the bus',
    isCustomerEvent(CUSTOMER_START, conversationId),
  );
  teller.received(`${CUSTOMER_START} of conversation ${conversationId} from ${started.source}`);

  const session = await stage.registry.waitFor(conversationId, 'the session in the registry');
  teller.decided(`the registry knows conversation ${conversationId} of contact ${contactId}`);

  const left = await genesys.control.closeTab(conversationId);
  teller.sent('nothing: the customer has closed the tab, and Genesys still calls it active');

  teller.check(check('contact in the registry', contactId, session.contactId));
  teller.check(check('the conversation after the tab was closed', 'active', left.state));
  teller.check(check('the customer can be reached', false, left.customerReachable));
  const ends = stage.inbox.heard.filter(isCustomerEvent(CUSTOMER_END, conversationId));
  teller.check(check('customer.end events', 0, ends.length));
  return { conversationId };
}

/** Whether an event is this one about this conversation, as Genesys writes it. */
export const isCustomerEvent =
  (detailType: string, conversationId: string) =>
  (event: BusEvent): boolean => {
    const parsed = v.safeParse(customerEventDetailSchema, event.detail);
    if (!parsed.success || event['detail-type'] !== detailType) return false;
    return parsed.output.eventBody.conversationId === conversationId;
  };
