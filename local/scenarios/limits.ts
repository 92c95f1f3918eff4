import { expectReceived, expectTold, NEXT_SWEEP_MS } from './expectation';
import { TEXT } from './rehearsal';
import type { Scenario } from './scenario';

const MINUTE_MS = 60_000;

/** Time of day in UTC, so many minutes from now. */
const clockIn = (minutes: number): string =>
  new Date(Date.now() + minutes * MINUTE_MS).toISOString().slice(11, 16);

export const quietHours: Scenario = {
  name: 'quiet-hours',
  title: 'What comes at night waits for the morning, and is then sent a little spread out',
  settings: () => ({
    quietHours: { from: clockIn(-60), to: clockIn(2), timeZone: 'UTC', spreadMinutes: 1 },
  }),
  play: async (rehearsal, teller) => {
    const occurrence = 'order-4711-shipped';
    await rehearsal.openConversation();
    await rehearsal.request(occurrence);
    await expectTold(rehearsal, teller, { occurrence, outcome: 'HELD', reason: 'QUIET_HOURS' });
    await expectReceived(rehearsal, teller, []);
    await expectTold(rehearsal, teller, {
      occurrence,
      outcome: 'SENT',
      reason: 'DELIVERED_TO_EXISTING',
      withinMs: 3 * MINUTE_MS + NEXT_SWEEP_MS,
    });
    await expectReceived(rehearsal, teller, [TEXT]);
  },
};

export const frequencyCap: Scenario = {
  name: 'frequency-cap',
  title: 'Nobody gets more messages in a period than the stage allows',
  settings: () => ({ frequencyCaps: [{ max: 1, perHours: 1 }] }),
  play: async (rehearsal, teller) => {
    await rehearsal.openConversation();
    await rehearsal.request('the-first');
    await expectTold(rehearsal, teller, {
      occurrence: 'the-first',
      outcome: 'SENT',
      reason: 'DELIVERED_TO_EXISTING',
    });
    await rehearsal.request('the-second');
    await expectTold(rehearsal, teller, {
      occurrence: 'the-second',
      outcome: 'SUPPRESSED',
      reason: 'FREQUENCY_CAP',
    });
    await expectReceived(rehearsal, teller, [TEXT]);
  },
};
