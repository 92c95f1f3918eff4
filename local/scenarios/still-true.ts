import { expectReceived, expectTold } from './expectation';
import { withConditionFunction } from './condition-function';
import { APPLICATION_SOURCE } from '../story/application';
import { TEXT } from './rehearsal';
import type { Rehearsal } from './rehearsal';
import type { Teller } from '../story/storyteller';
import type { Scenario } from './scenario';

const FUNCTION = 'orders-still-true';
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

async function askTheFunction(rehearsal: Rehearsal, teller: Teller): Promise<void> {
  await rehearsal.request('delayed-overtaken', { type: 'delay' });
  await expectTold(rehearsal, teller, {
    occurrence: 'delayed-overtaken',
    outcome: 'SUPPRESSED',
    reason: 'NO_LONGER_TRUE',
  });
  teller.received('now the function throws: no answer is no yes');
  await rehearsal.request('delayed-unreachable', { type: 'delay' });
  await expectTold(rehearsal, teller, {
    occurrence: 'delayed-unreachable',
    outcome: 'HELD',
    reason: 'CONDITION_UNANSWERED',
  });
  await rehearsal.request('delayed', { type: 'delay' });
  await expectTold(rehearsal, teller, {
    occurrence: 'delayed',
    outcome: 'SENT',
    reason: 'DELIVERED_TO_EXISTING',
  });
}

async function hearTheEvent(rehearsal: Rehearsal, teller: Teller): Promise<void> {
  const { contactId } = rehearsal;
  const occurrence = 'order-4711-reminder';
  await rehearsal.request(occurrence, { type: 'reminder', notBefore: inAnHour() });
  await expectTold(rehearsal, teller, { occurrence, outcome: 'HELD', reason: 'NOT_YET' });
  teller.received('OrderDelivered of order 4711, from the application');
  await rehearsal.publish('OrderDelivered', { contactId, order: { id: '4711' } });
  await expectTold(rehearsal, teller, { occurrence, outcome: 'SUPPRESSED', reason: 'CANCELLED' });
}

export const stillTrue: Scenario = {
  name: 'still-true',
  title: 'What an application says is no longer true is not sent',
  settings: () => ({
    stillTrue: [
      { type: 'delay', ask: FUNCTION },
      {
        type: 'reminder',
        until: {
          source: [APPLICATION_SOURCE],
          detailType: ['OrderDelivered'],
          contactId: '$.detail.contactId',
          occurrence: 'order-{$.detail.order.id}-reminder',
        },
      },
    ],
  }),
  play: async (rehearsal, teller) => {
    const { aws, outputs } = rehearsal.stage;
    const deployed = { functions: aws.functions, sibling: outputs.PostMessageFunctionName };
    await rehearsal.openConversation();
    await withConditionFunction(deployed, FUNCTION, async () => {
      await askTheFunction(rehearsal, teller);
    });
    await hearTheEvent(rehearsal, teller);
    await expectReceived(rehearsal, teller, [TEXT]);
  },
};
