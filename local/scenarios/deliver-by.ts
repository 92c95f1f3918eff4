import { expectReceived, expectTold } from './expectation';
import type { Scenario } from './scenario';

const occurrence = 'flash-sale';

export const deliverBy: Scenario = {
  name: 'deliver-by',
  title: 'A message that comes too late is not sent',
  play: async (rehearsal, teller) => {
    await rehearsal.openConversation();
    await rehearsal.request(occurrence, { deliverBy: new Date(Date.now() - 1_000).toISOString() });
    await expectTold(rehearsal, teller, {
      occurrence,
      outcome: 'EXPIRED',
      reason: 'DELIVER_BY_PASSED',
    });
    await expectReceived(rehearsal, teller, []);
  },
};
