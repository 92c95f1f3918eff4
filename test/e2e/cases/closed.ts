import { check } from '../../../local/story/promise-check';
import { customerOf, expectSent } from '../customer';
import type { E2eCase } from '../e2e-case';
import { endConversation } from '../end-conversation';

export const closed: E2eCase = {
  name: 'closed',
  title: 'After the end of a conversation a request opens a new session',
  run: async (world, teller) => {
    const customer = await customerOf(world, 'closed');
    await endConversation(customer, await customer.openConversation());
    await customer.request('after-the-end');
    await expectSent(customer, teller, 'after-the-end', { reason: 'DELIVERED_TO_NEW' });
    const all = await customer.genesys.truth.conversationsOf(customer.contactId);
    teller.check(check('conversations of the contact', 2, all.length));
  },
};
