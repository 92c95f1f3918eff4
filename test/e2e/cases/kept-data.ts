import { NOTIFICATION_RESCHEDULED } from '../../../lambda/contract/change-events';
import { expectReceived, expectTold, NEXT_SWEEP_MS } from '../../../local/scenarios/expectation';
import { expectSent } from '../customer';
import type { E2eCase } from '../e2e-case';
import { shippedTo } from '../past';
import { PATIENCE_MS } from '../patience';
import { updated } from '../updated';

export const keptSession: E2eCase = {
  name: 'kept-session',
  title:
    'An update keeps sessions and identities: the conversation is found, and a repeat is a repeat',
  run: async (world, teller) => {
    const { written } = await updated(world);
    await written.request(shippedTo(written));
    await written.request('after-the-repeat');
    await expectSent(written, teller, 'after-the-repeat', { messages: 2 });
  },
};

export const keptConsent: E2eCase = {
  name: 'kept-consent',
  title: 'An update keeps consent: who had opted out gets nothing',
  run: async (world, teller) => {
    const { optedOut } = await updated(world);
    await optedOut.request('after-the-no');
    const suppressed = {
      outcome: 'SUPPRESSED',
      reason: 'OPTED_OUT',
      withinMs: PATIENCE_MS,
    } as const;
    await expectTold(optedOut, teller, { occurrence: 'after-the-no', ...suppressed });
    await expectReceived(optedOut, teller, []);
  },
};

export const keptHold: E2eCase = {
  name: 'kept-hold',
  title: 'A message that the previous release held is moved and sent by this version',
  run: async (world, teller) => {
    const { held } = await updated(world);
    const moved = { contactId: held.contactId, occurrence: shippedTo(held), afterSeconds: 1 };
    await held.publish(NOTIFICATION_RESCHEDULED, moved);
    await expectSent(held, teller, shippedTo(held), { withinMs: NEXT_SWEEP_MS });
  },
};

export const keptWait: E2eCase = {
  name: 'kept-wait',
  title:
    'A message that waited for its customer since the previous release is sent when they come back',
  run: async (world, teller) => {
    const { away } = await updated(world);
    await away.openConversation();
    teller.received('the customer is back');
    await expectSent(away, teller, shippedTo(away), { withinMs: NEXT_SWEEP_MS });
  },
};

/** The settle window, a sweep, and a busy machine. */
const SETTLED_MS = 240_000;

export const keptDoubt: E2eCase = {
  name: 'kept-doubt',
  title:
    'A send whose answer was lost before the update is settled by the conversation, and made once',
  run: async (world, teller) => {
    const { inDoubt } = await updated(world);
    await expectSent(inDoubt, teller, shippedTo(inDoubt), {
      reason: 'WEAK_MATCH',
      withinMs: SETTLED_MS,
    });
  },
};
