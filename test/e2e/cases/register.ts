import { SESSION_REGISTERED } from '../../../lambda/contract/request-events';
import { readDecisionRecord } from '../../../local/scenarios/decision-record';
import { expectReceived, expectTold } from '../../../local/scenarios/expectation';
import { TEXT } from '../../../local/scenarios/rehearsal';
import { check } from '../../../local/story/promise-check';
import { customerOf } from '../customer';
import type { E2eCase } from '../e2e-case';
import { whileMisbehaving } from '../misbehaviour';
import { PATIENCE_MS } from '../patience';

export const register: E2eCase = {
  name: 'register',
  title:
    'An application registers a session that no event has told of, and its request is sent into it',
  run: async (world, teller) => {
    const customer = await customerOf(world, 'register');
    const { genesys, stage, contactId } = customer;
    const { deploymentId } = genesys;
    const webchatSessionId = 'web-register';
    const opened = { contactId, webchatSessionId, deploymentId, text: 'Where is my parcel?' };
    const session = await whileMisbehaving(world.place, NO_EVENTS, async () => {
      const conversationId = await genesys.control.openConversation(opened);
      await customer.request('too-early');
      await expectTold(customer, teller, { occurrence: 'too-early', ...UNKNOWN });
      const known = { webchatSessionId, contactId, conversationId, deploymentId };
      await customer.publish(SESSION_REGISTERED, known);
      await stage.registry.waitFor(conversationId, 'the registered session');
      teller.received(`${SESSION_REGISTERED} of conversation ${conversationId}`);
      await customer.request('in-time');
      const told = await expectTold(customer, teller, { occurrence: 'in-time', ...SENT });
      return { conversationId, ...told };
    });

    await expectReceived(customer, teller, [TEXT]);
    const record = await readDecisionRecord(stage, session.notificationKey);
    teller.check(check('the row of the ledger', 'SENT', record.state));
    const found = await genesys.truth.conversationsOf(contactId);
    teller.check(check('conversations at Genesys', [session.conversationId], found));
  },
};

const NO_EVENTS = { action: { kind: 'events-hold' } };
const UNKNOWN = {
  outcome: 'REJECTED',
  reason: 'UNKNOWN_CONTACT',
  withinMs: PATIENCE_MS,
} as const;
const SENT = { outcome: 'SENT', reason: 'DELIVERED_TO_EXISTING', withinMs: PATIENCE_MS } as const;
