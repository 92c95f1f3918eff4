import { expectReceived, expectTold } from './expectation';
import type { Scenario } from './scenario';

const occurrence = 'order-4711-shipped';

export const guestList: Scenario = {
  name: 'guest-list',
  title: 'A stage that writes to its guests only leaves everybody else alone',
  settings: () => ({ audience: 'guests', guestContactIds: ['somebody-else'] }),
  play: async (rehearsal, teller) => {
    await rehearsal.openConversation();
    await rehearsal.request(occurrence);
    await expectTold(rehearsal, teller, {
      occurrence,
      outcome: 'SUPPRESSED',
      reason: 'NOT_A_GUEST',
    });
    await expectReceived(rehearsal, teller, []);
  },
};

export const shadowMode: Scenario = {
  name: 'shadow-mode',
  title: 'A stage that rehearses does everything but the POST',
  settings: () => ({ audience: 'nobody' }),
  play: async (rehearsal, teller) => {
    await rehearsal.openConversation();
    await rehearsal.request(occurrence);
    await expectTold(rehearsal, teller, {
      occurrence,
      outcome: 'SUPPRESSED',
      reason: 'SHADOW_MODE',
    });
    await expectReceived(rehearsal, teller, []);
  },
};
