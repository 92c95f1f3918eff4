import { startOrg, type Org } from './support/org';
import type { Opened } from './support/shapes';

const hours = 3_600_000;

const openAndClose = async (org: Org): Promise<Opened> => {
  const opened = await org.messenger();
  await org.control('POST', `/conversations/${opened.conversationId}/end`);
  return opened;
};

describe('an agentless message after the conversation was closed', () => {
  let org: Org;
  beforeAll(async () => {
    org = await startOrg();
  });
  beforeEach(() => org.reset());
  afterAll(() => org.close());

  it('threads into the same conversation within the window', async () => {
    const { contactId, conversationId } = await openAndClose(org);
    await org.control('POST', '/clock/advance', { ms: 71 * hours });

    expect((await org.agentless(contactId)).body.conversationId).toBe(conversationId);
  });

  it('starts another conversation after the window', async () => {
    const { contactId, conversationId } = await openAndClose(org);
    await org.control('POST', '/clock/advance', { ms: 73 * hours });

    const { body } = await org.agentless(contactId);
    expect(body.conversationId).not.toBe(conversationId);
  });

  it('starts another conversation at once when the window is 0', async () => {
    const deployment = await org.control('POST', '/deployments', { threadingWindowMinutes: 0 });
    const opened = await org.messenger({ deploymentId: deployment.id });
    await org.control('POST', `/conversations/${opened.conversationId}/end`);

    const { body } = await org.agentless(opened.contactId, { fromAddress: deployment.id });
    expect(body.conversationId).not.toBe(opened.conversationId);
  });

  it('refuses with existing.conversation where the org is set to it, unless the flag is set', async () => {
    await org.control('PATCH', '/settings', {
      agentlessWithinThreadingWindow: 'existing.conversation',
    });
    const { contactId, conversationId } = await openAndClose(org);

    expect((await org.agentless(contactId)).body).toMatchObject({
      status: 400,
      code: 'existing.conversation',
    });
    const { body } = await org.agentless(contactId, { useExistingActiveConversation: true });
    expect(body.conversationId).toBe(conversationId);
  });

  it('leaves the conversation it opened disconnected where the org is set to it', async () => {
    await org.control('PATCH', '/settings', { agentlessLeavesConversation: 'disconnected' });
    const { contactId, conversationId } = await openAndClose(org);
    await org.agentless(contactId);

    const { state, messages } = await org.control('GET', `/conversations/${conversationId}`);
    expect({ state, messages }).toEqual({ state: 'closed, in threading window', messages: 1 });
  });
});
