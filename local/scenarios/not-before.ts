import { expectReceived, expectTold, NEXT_SWEEP_MS } from './expectation';
import { TEXT } from './rehearsal';
import type { Scenario } from './scenario';

const occurrence = 'appointment-reminder';
const LATER_MS = 20_000;

export const notBefore: Scenario = {
  name: 'not-before',
  title: 'A request for later waits in the ledger and is sent when its time has come',
  play: async (rehearsal, teller) => {
    await rehearsal.openConversation();
    await rehearsal.request(occurrence, {
      notBefore: new Date(Date.now() + LATER_MS).toISOString(),
    });
    await expectTold(rehearsal, teller, { occurrence, outcome: 'HELD', reason: 'NOT_YET' });
    await expectReceived(rehearsal, teller, []);
    await expectTold(rehearsal, teller, {
      occurrence,
      outcome: 'SENT',
      reason: 'DELIVERED_TO_EXISTING',
      withinMs: NEXT_SWEEP_MS,
    });
    await expectReceived(rehearsal, teller, [TEXT]);
  },
};
