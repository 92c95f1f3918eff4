import { expectReceived, expectTold } from './expectation';
import type { Scenario } from './scenario';

const text = 'How did we do? Just answer here.';

export const trigger: Scenario = {
  name: 'trigger',
  title: 'An event of Genesys asks for a message by itself',
  settings: () => ({ triggers: [{ name: 'survey', on: 'customer.end', text }] }),
  play: async (rehearsal, teller) => {
    const conversationId = await rehearsal.openConversation();
    await rehearsal.genesys.control.endConversation(conversationId);
    teller.received(`customer.end of conversation ${conversationId}`);
    await expectTold(rehearsal, teller, {
      occurrence: `survey-${conversationId}`,
      outcome: 'SENT',
      reason: 'DELIVERED_TO_NEW',
    });
    await expectReceived(rehearsal, teller, [text]);
  },
};
