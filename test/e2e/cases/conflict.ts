import { CONVERSATION_CONFLICT } from '../../../lambda/contract/request-events';
import { tellsOutcome } from '../../../local/story/deployed-stage';
import type { BusEvent } from '../../../local/story/event-inbox';
import { tryCreation } from '../../../local/story/genesys-caller';
import { readEnding } from '../../../local/story/outcome-event';
import { check } from '../../../local/story/promise-check';
import { customerOf } from '../customer';
import type { E2eCase } from '../e2e-case';

export const conflict: E2eCase = {
  name: 'conflict',
  title:
    'An application that met the 409 publishes what it tried to send, and it arrives where the customer is',
  run: async (world, teller) => {
    const customer = await customerOf(world, 'conflict');
    const { genesys, stage, contactId } = customer;
    const { deploymentId } = genesys;
    const webchatSessionId = 'web-conflict';
    const opened = { contactId, webchatSessionId, deploymentId, text: 'Where is my parcel?' };
    const conversationId = await genesys.control.openConversation(opened);
    await stage.registry.waitFor(conversationId, 'the session in the registry');

    const text = 'Your parcel is at the door.';
    const payload = { webchatSessionId, contactId, from: { id: 'my-bot-user-id' }, text };
    const refusal = await tryCreation(genesys, genesys.applicationClient, payload);
    teller.received(`${refusal.status} ${refusal.code}`);
    teller.check(check('the answer to the creation call', 409, refusal.status));

    // The payload has no occurrence: the conversation tells which outcome is meant.
    const isOurs = (event: BusEvent): boolean =>
      tellsOutcome(event) && readEnding(event).conversationId === conversationId;
    await stage.application.publish(CONVERSATION_CONFLICT, payload);
    const ending = readEnding(await stage.inbox.waitFor('the outcome', isOurs));
    teller.decided(`${ending.outcome}, ${ending.reason}`);
    teller.check(check('the reason', 'DELIVERED_TO_EXISTING', ending.reason));
    teller.check(check('what the customer has', [text], await customer.received()));
  },
};
