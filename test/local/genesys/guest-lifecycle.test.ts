import { openGuest } from './support/guest';
import { startOrg, type Org } from './support/org';
import { until } from './support/until';

describe('the guest’s conversation ends, is locked or is left', () => {
  let org: Org;
  beforeAll(async () => {
    org = await startOrg();
  });
  beforeEach(() => org.reset());
  afterAll(() => org.close());

  const onlyConversation = async () => (await org.conversations())[0]!;

  it('tells the guest when the conversation is disconnected', async () => {
    const { conversationId, guestToken } = await org.messenger();
    const guest = await openGuest(org, guestToken);
    await guest.configure();
    await org.control('POST', `/conversations/${conversationId}/end`);
    const frame = await guest.next(({ body }) => body.type === 'Event');

    expect(frame.body).toMatchObject({
      direction: 'Outbound',
      events: [{ eventType: 'Presence', presence: { type: 'Disconnect' } }],
      metadata: { readOnly: 'false' },
    });
  });

  it('locks a read-only conversation until the guest starts anew', async () => {
    const deployment = await org.control('POST', '/deployments', { disconnectType: 'ReadOnly' });
    const readOnly = { ...org, deploymentId: deployment.id };
    const guest = await openGuest(readOnly);
    await guest.configure();
    await guest.say('hello');
    const { conversationId } = await onlyConversation();
    await org.control('POST', `/conversations/${conversationId}/end`);
    const refused = await guest.say('more');
    const closed = await guest.ask({ action: 'closeSession', closeAllConnections: true });
    const anew = await guest.configure({ startNew: true });
    await org.control('POST', '/clock/advance', { ms: 1000 });
    await guest.say('again');

    expect(refused).toMatchObject({ class: 'string', code: 403 });
    expect(closed.body).toEqual({ connected: false, readOnly: true });
    expect(anew.body).toMatchObject({ newSession: true, readOnly: false });
    expect(await org.conversations()).toHaveLength(2);
  });

  it('clears a conversation on request, unless the deployment forbids it', async () => {
    const guest = await openGuest(org);
    await guest.configure();
    await guest.say('hello');
    guest.presence('Clear').catch(() => undefined);
    await guest.next((frame) => frame.class === 'SessionClearedEvent');
    await guest.next((frame) => frame.class === 'ConnectionClosedEvent');
    expect((await onlyConversation()).endTime).not.toBeNull();

    const strict = await org.control('POST', '/deployments', { clearAllowed: false });
    const other = await openGuest({ ...org, deploymentId: strict.id });
    await other.configure();
    expect(await other.presence('Clear')).toMatchObject({
      code: 403,
      body: 'Presence events Conversation Clear are not supported',
    });
  });

  it('closes the socket when the control API closes the tab', async () => {
    const { conversationId, guestToken } = await org.messenger();
    const guest = await openGuest(org, guestToken);
    await guest.configure();
    await org.control('POST', `/conversations/${conversationId}/close-tab`);

    await until(() => guest.isClosed());
    expect((await onlyConversation()).customerReachable).toBe(false);
  });
});
