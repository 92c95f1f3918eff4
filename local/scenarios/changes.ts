import {
  NOTIFICATION_CANCELLED,
  NOTIFICATION_RESCHEDULED,
} from '../../lambda/contract/change-events';
import { expectReceived, expectTold, NEXT_SWEEP_MS } from './expectation';
import { TEXT } from './rehearsal';
import type { Scenario } from './scenario';

const HOUR_MS = 3_600_000;
const inAnHour = () => new Date(Date.now() + HOUR_MS).toISOString();

export const cancelled: Scenario = {
  name: 'cancelled',
  title: 'What is taken back is not sent, even if the cancellation comes first',
  play: async (rehearsal, teller) => {
    const { contactId } = rehearsal;
    await rehearsal.openConversation();
    const occurrence = 'appointment-cancelled';
    await rehearsal.request(occurrence, { notBefore: inAnHour() });
    await expectTold(rehearsal, teller, { occurrence, outcome: 'HELD', reason: 'NOT_YET' });
    await rehearsal.publish(NOTIFICATION_CANCELLED, { contactId, occurrence });
    await expectTold(rehearsal, teller, { occurrence, outcome: 'SUPPRESSED', reason: 'CANCELLED' });

    const early = 'cancelled-before-it-came';
    await rehearsal.publish(NOTIFICATION_CANCELLED, { contactId, occurrence: early });
    await expectTold(rehearsal, teller, {
      occurrence: early,
      outcome: 'SUPPRESSED',
      reason: 'CANCELLED',
    });
    teller.received('only now comes the request');
    await rehearsal.request(early);
    await rehearsal.request('another-one');
    await expectTold(rehearsal, teller, {
      occurrence: 'another-one',
      outcome: 'SENT',
      reason: 'DELIVERED_TO_EXISTING',
    });
    await expectReceived(rehearsal, teller, [TEXT]);
  },
};

export const rescheduled: Scenario = {
  name: 'rescheduled',
  title: 'A notification that waits is moved, and sent at its new time',
  play: async (rehearsal, teller) => {
    const occurrence = 'appointment-moved';
    await rehearsal.openConversation();
    await rehearsal.request(occurrence, { notBefore: inAnHour() });
    await expectTold(rehearsal, teller, { occurrence, outcome: 'HELD', reason: 'NOT_YET' });
    const { contactId } = rehearsal;
    await rehearsal.publish(NOTIFICATION_RESCHEDULED, { contactId, occurrence, afterSeconds: 5 });
    await expectTold(rehearsal, teller, {
      occurrence,
      outcome: 'SENT',
      reason: 'DELIVERED_TO_EXISTING',
      withinMs: NEXT_SWEEP_MS,
    });
    await expectReceived(rehearsal, teller, [TEXT]);
  },
};
