import { expectReceived, expectTold, NEXT_SWEEP_MS } from './expectation';
import { TEXT } from './rehearsal';
import type { Scenario } from './scenario';

const occurrence = 'order-4711-shipped';

/** The wait of a paused notification is five minutes; deliver-by cuts it short, so that the scenario ends. */
const PATIENCE_MS = 20_000;

export const killSwitch: Scenario = {
  name: 'kill-switch',
  title: 'Sending is paused: nothing goes out, and what waits too long expires',
  play: async (rehearsal, teller) => {
    await rehearsal.openConversation();
    await rehearsal.pause(true);
    teller.received('somebody pulls the kill switch');
    const deliverBy = new Date(Date.now() + PATIENCE_MS).toISOString();
    await rehearsal.request(occurrence, { deliverBy });
    await expectTold(rehearsal, teller, { occurrence, outcome: 'HELD', reason: 'PAUSED' });
    await expectReceived(rehearsal, teller, []);

    await rehearsal.pause(false);
    teller.received('sending is resumed, and another request comes');
    await rehearsal.request(`${occurrence}-again`);
    await expectTold(rehearsal, teller, {
      occurrence: `${occurrence}-again`,
      outcome: 'SENT',
      reason: 'DELIVERED_TO_EXISTING',
    });
    await expectTold(rehearsal, teller, {
      occurrence,
      outcome: 'EXPIRED',
      reason: 'DELIVER_BY_PASSED',
      withinMs: NEXT_SWEEP_MS,
    });
    await expectReceived(rehearsal, teller, [TEXT]);
  },
};
