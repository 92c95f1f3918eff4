import { recipientRefOf } from '../../lambda/steps/store-request';
import type { Genesys } from './genesys';
import type { Stage } from './stage';

const TEXT =
  'Your order 4711 is late. It arrives on Friday, 27 November 2026. Reply here if you need help.';

/** Makes customers who have agreed, with a live conversation that the registry knows or without one. */
export function createCustomers(stage: Stage, genesys: Genesys, name = 'bench') {
  let count = 0;

  const agree = async (): Promise<string> => {
    count += 1;
    const contactId = `contact-${count}-of-${name}`;
    const atMs = stage.clock.nowMs();
    const recipientRef = await recipientRefOf(stage.identity, contactId);
    await stage.recipients.changePreference({ recipientRef, consent: 'optedIn', atMs });
    await genesys.createContact(contactId);
    return contactId;
  };
  const agreeLive = async () => {
    const contactId = await agree();
    const conversationId = await genesys.openConversation(contactId);
    const atMs = stage.clock.nowMs();
    await stage.registry.keep({
      key: conversationId,
      startedAtMs: atMs,
      presence: { kind: 'live', atMs },
      contact: { value: contactId, atMs },
      deployment: { value: genesys.deploymentId, atMs },
    });
    return { contactId, conversationId };
  };

  return {
    /** A new customer in a live conversation. */
    agreeLive,
    /** The request of a notification for a new customer. */
    request: async (
      isLive: boolean,
    ): Promise<{ readonly contactId: string; readonly occurrence: string }> => {
      const contactId = isLive ? (await agreeLive()).contactId : await agree();
      const occurrence = `order-${count}-late`;
      const request = { occurrence, contactId, text: TEXT, type: 'order-delayed' };
      return request;
    },
  };
}
