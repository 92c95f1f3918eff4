import { expectReceived, expectTold, NEXT_SWEEP_MS } from './expectation';
import { TEXT } from './rehearsal';
import type { Scenario } from './scenario';

const occurrence = 'order-4711-shipped';

export const waitForClose: Scenario = {
  name: 'wait-for-close',
  title: 'A message that must not disturb waits until the conversation has ended',
  play: async (rehearsal, teller) => {
    const conversationId = await rehearsal.openConversation();
    await rehearsal.request(occurrence, { policy: { session: 'waitForClose' } });
    await expectTold(rehearsal, teller, {
      occurrence,
      outcome: 'HELD',
      reason: 'WAITING_FOR_CLOSE',
    });
    await rehearsal.genesys.control.endConversation(conversationId);
    teller.received('the conversation ends');
    await expectTold(rehearsal, teller, {
      occurrence,
      outcome: 'SENT',
      reason: 'DELIVERED_TO_NEW',
      withinMs: NEXT_SWEEP_MS,
    });
    await expectReceived(rehearsal, teller, [TEXT]);
  },
};

export const waitForReturn: Scenario = {
  name: 'wait-for-return',
  title: 'A message for somebody who has gone is delivered when they come back',
  play: async (rehearsal, teller) => {
    const conversationId = await rehearsal.openConversation();
    await rehearsal.genesys.control.endConversation(conversationId);
    teller.received('the customer has left');
    await rehearsal.request(occurrence, { policy: { whenClosed: 'park' } });
    await expectTold(rehearsal, teller, {
      occurrence,
      outcome: 'HELD',
      reason: 'WAITING_FOR_RETURN',
    });
    await rehearsal.openConversation();
    teller.received('the customer comes back');
    await expectTold(rehearsal, teller, {
      occurrence,
      outcome: 'SENT',
      reason: 'DELIVERED_TO_EXISTING',
      withinMs: NEXT_SWEEP_MS,
    });
    await expectReceived(rehearsal, teller, [TEXT]);
  },
};

export const agentPresent: Scenario = {
  name: 'agent-present',
  title: 'A message leaves room for the agent who is talking with the customer',
  play: async (rehearsal, teller) => {
    const conversationId = await rehearsal.openConversation();
    await rehearsal.genesys.control.agentJoins(conversationId);
    teller.received('an agent joins');
    await rehearsal.request(occurrence, { policy: { whileAgent: 'wait' } });
    await expectTold(rehearsal, teller, { occurrence, outcome: 'HELD', reason: 'AGENT_PRESENT' });
    await rehearsal.genesys.control.agentLeaves(conversationId);
    teller.received('the agent leaves');
    await expectTold(rehearsal, teller, {
      occurrence,
      outcome: 'SENT',
      reason: 'DELIVERED_TO_EXISTING',
      withinMs: 2 * NEXT_SWEEP_MS,
    });
    await expectReceived(rehearsal, teller, [TEXT]);
  },
};

export const fallback: Scenario = {
  name: 'fallback',
  title: 'Where no conversation is live, another channel takes the message',
  play: async (rehearsal, teller) => {
    const conversationId = await rehearsal.openConversation();
    await rehearsal.genesys.control.endConversation(conversationId);
    teller.received('the customer has left');
    await rehearsal.request(occurrence, {
      policy: { whenClosed: 'fallback' },
      channels: [{ kind: 'sms', to: '+41790000000', from: '+41440000000' }],
    });
    await expectTold(rehearsal, teller, {
      occurrence,
      outcome: 'SENT',
      reason: 'DELIVERED_BY_FALLBACK',
    });
  },
};
