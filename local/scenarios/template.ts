import { expectReceived, expectTold } from './expectation';
import type { Scenario } from './scenario';

const occurrence = 'order-4711-delayed';

export const template: Scenario = {
  name: 'template',
  title: 'A request names a template of the stage, and is filled in the language of the customer',
  play: async (rehearsal, teller) => {
    await rehearsal.openConversation();
    const variables = { order: '4711', arrival: '2026-11-27' };
    await rehearsal.request(occurrence, {
      text: undefined,
      template: { id: 'order-delayed', locale: 'de-CH', variables },
    });
    await expectTold(rehearsal, teller, {
      occurrence,
      outcome: 'SENT',
      reason: 'DELIVERED_TO_EXISTING',
    });
    await expectReceived(rehearsal, teller, [
      'Ihre Bestellung 4711 verspätet sich. Sie kommt am Freitag, 27. November 2026 an.',
    ]);
  },
};
