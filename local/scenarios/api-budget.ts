import { check } from '../story/promise-check';
import { expectTold, NEXT_SWEEP_MS } from './expectation';
import { TEXT } from './rehearsal';
import type { Scenario } from './scenario';

const SINGLE = 'single-message';
const campaign = Array.from({ length: 6 }, (_, index) => `campaign-${index + 1}`);

export const apiBudget: Scenario = {
  name: 'api-budget',
  title: 'A campaign waits for the API budget, and leaves room for single messages',
  settings: () => ({ genesys: { requestsPerMinute: 12 } }),
  play: async (rehearsal, teller) => {
    await rehearsal.openConversation();
    for (const occurrence of campaign) {
      await rehearsal.request(occurrence, { priority: 'campaign', text: `${occurrence}: ${TEXT}` });
    }
    const [last = ''] = campaign.slice(-1);
    await expectTold(rehearsal, teller, {
      occurrence: last,
      outcome: 'HELD',
      reason: 'API_BUDGET',
      withinMs: NEXT_SWEEP_MS,
    });
    await rehearsal.request(SINGLE);
    await expectTold(rehearsal, teller, {
      occurrence: SINGLE,
      outcome: 'SENT',
      reason: 'DELIVERED_TO_EXISTING',
      withinMs: NEXT_SWEEP_MS,
    });
    for (const occurrence of campaign) {
      await expectTold(rehearsal, teller, {
        occurrence,
        outcome: 'SENT',
        reason: 'DELIVERED_TO_EXISTING',
        withinMs: 4 * NEXT_SWEEP_MS,
      });
    }
    const received = await rehearsal.received();
    teller.check(check('messages of the customer', campaign.length + 1, received.length));
    teller.check(
      check('whether the single one overtook', true, received.indexOf(TEXT) < received.length - 1),
    );
  },
};
