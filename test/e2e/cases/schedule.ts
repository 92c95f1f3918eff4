import { NOTIFICATION_REQUESTED } from '../../../lambda/contract/request-events';
import { TEXT } from '../../../local/scenarios/rehearsal';
import { customerOf, expectSent } from '../customer';
import type { E2eCase } from '../e2e-case';

const AHEAD_MS = 2_000;
/** AWS is exact to the minute, an emulator to some seconds. */
const WITHIN_MS = 100_000;

export const schedule: E2eCase = {
  name: 'schedule',
  title: 'A schedule asks when its time has come, with the role that the stack has for schedules',
  run: async (world, teller) => {
    const customer = await customerOf(world, 'schedule');
    const { contactId, stage } = customer;
    await customer.openConversation();
    const due = new Date(Date.now() + AHEAD_MS);
    const detail = { occurrence: 'on-time', contactId, text: TEXT };
    await stage.application.schedule(due, NOTIFICATION_REQUESTED, detail);
    teller.sent(`the application: a schedule for ${due.toISOString()}`);
    await expectSent(customer, teller, 'on-time', { withinMs: WITHIN_MS });
  },
};
