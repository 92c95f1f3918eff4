import { aNumber, aString } from './support/anything';
import { WebSocket } from 'ws';
import { openGuest } from './support/guest';
import { startOrg, type Org } from './support/org';
import { until } from './support/until';

describe('the guest’s WebSocket', () => {
  let org: Org;
  beforeAll(async () => {
    org = await startOrg();
  });
  beforeEach(() => org.reset());
  afterAll(() => org.close());

  const onlyConversation = async () => (await org.conversations())[0]!;

  it('configures a new session and resumes it with the same token', async () => {
    const first = await openGuest(org);
    const fresh = await first.configure();
    await first.close();
    const again = await (await openGuest(org, first.token)).configure();

    expect(fresh).toMatchObject({
      type: 'response',
      class: 'SessionResponse',
      code: 200,
      body: { connected: true, newSession: true, readOnly: false, maxCustomDataBytes: 2048 },
    });
    expect(again.body).toMatchObject({ connected: true, newSession: false });
  });

  it('refuses to connect for an unknown deployment', async () => {
    const socket = new WebSocket(`${org.api.replace('http', 'ws')}/v1?deploymentId=none`);
    const error = await new Promise<Error>((resolve) => socket.once('error', resolve));

    expect(error.message).toContain('404');
  });

  it('echoes the guest’s text, starts a conversation and publishes its start', async () => {
    const guest = await openGuest(org);
    await guest.configure();
    const echo = await guest.say('hello');

    expect(echo).toMatchObject({
      type: 'message',
      class: 'StructuredMessage',
      body: { type: 'Text', text: 'hello', direction: 'Inbound', originatingEntity: '' },
    });
    expect((await onlyConversation()).state).toBe('active');
    expect((await org.events())[0]?.['detail-type']).toBe(
      'v2.detail.events.conversation.{id}.customer.start',
    );
  });

  it('starts a conversation by Join', async () => {
    const guest = await openGuest(org);
    await guest.configure();
    await guest.presence('Join');

    expect((await onlyConversation()).state).toBe('active');
  });

  it('shows an agentless message in the browser', async () => {
    const guest = await openGuest(org);
    await guest.configure();
    await guest.say('hello');
    const { contactId } = await onlyConversation();
    const { body } = await org.agentless(contactId, { useExistingActiveConversation: true });
    const pushed = await guest.next((frame) => frame.body.direction === 'Outbound');

    expect(pushed).toEqual({
      type: 'message',
      class: 'StructuredMessage',
      code: 200,
      body: {
        id: body.id,
        type: 'Text',
        text: 'Your order has shipped.',
        direction: 'Outbound',
        originatingEntity: 'Bot',
        channel: {
          time: body.timestamp,
          type: 'Private',
          from: { nickname: 'Support' },
          to: {},
        },
        content: [],
        metadata: { correlationId: aString },
      },
    });
  });

  it('keeps what a closed tab missed for the history, and reports it as undelivered', async () => {
    const guest = await openGuest(org);
    await guest.configure();
    await guest.say('hello');
    const { contactId, conversationId } = await onlyConversation();
    await guest.close();
    await until(async () => !(await onlyConversation()).customerReachable);
    const sent = await org.agentless(contactId, { useExistingActiveConversation: true });
    await org.control('POST', '/clock/advance', { ms: 1000 });
    const undelivered = (await org.events()).at(-1);

    const back = await openGuest(org, guest.token);
    await back.configure();
    const { jwt } = (await back.ask({ action: 'getJwt' })).body;
    const history = await fetch(
      `${org.api}/api/v2/webmessaging/messages?pageSize=25&pageNumber=1`,
      {
        headers: { authorization: `bearer ${jwt}` },
      },
    );

    expect(undelivered).toMatchObject({
      'detail-type': 'v2.webmessaging.deployments.{id}.undelivered.messages',
      detail: {
        eventBody: {
          conversationId,
          deploymentId: org.deploymentId,
          externalContactId: contactId,
          messages: [{ id: sent.body.id, eventTimeMs: aNumber }],
        },
      },
    });
    expect(await history.json()).toMatchObject({
      total: 2,
      pageCount: 1,
      entities: [{ id: sent.body.id, direction: 'Outbound' }, { text: 'hello' }],
    });
    expect(await org.received(contactId)).toMatchObject([
      { messageId: sent.body.id, via: 'history' },
    ]);
  });

  it('takes over the tab that the control API had opened', async () => {
    const { contactId, guestToken } = await org.messenger();
    const guest = await openGuest(org, guestToken);
    expect((await guest.configure()).body.newSession).toBe(false);
    await guest.close();
    await until(async () => !(await onlyConversation()).customerReachable);
    await org.agentless(contactId, { useExistingActiveConversation: true });

    expect(await org.received(contactId)).toEqual([]);
  });

  it('admits two messages per second and session', async () => {
    const guest = await openGuest(org);
    await guest.configure();
    const answers = await Promise.all(['a', 'b', 'c'].map((text) => guest.say(text)));

    expect(answers.map(({ code }) => code)).toEqual([200, 200, 429]);
    expect(answers[2]).toMatchObject({
      class: 'TooManyRequestsErrorMessage',
      body: { retryAfter: 3, errorCode: 4029 },
    });
  });

  it('publishes custom attributes under context', async () => {
    const guest = await openGuest(org);
    await guest.configure();
    await guest.say('hi', { channel: { metadata: { customAttributes: { orderId: '4711' } } } });

    expect((await org.events()).at(-1)?.detail.eventBody.attributes).toEqual({
      'context.orderId': '4711',
    });
  });

  it('answers a health check', async () => {
    const guest = await openGuest(org);
    await guest.configure();

    expect(
      await guest.ask({ action: 'echo', message: { type: 'Text', text: 'ping' } }),
    ).toMatchObject({ type: 'response', class: 'StructuredMessage', body: { text: 'ping' } });
  });

  it('names errors by number', async () => {
    const guest = await openGuest(org);
    const early = await guest.say('hello');
    await guest.configure();
    const long = await guest.say('x'.repeat(2001));
    const large = await guest.say('x', {
      channel: { metadata: { customAttributes: { big: 'x'.repeat(2048) } } },
    });
    guest.ask({ action: 'onAttachment' }).catch(() => undefined);
    await guest.next(({ code }) => code === 4000);
    guest.ask({ action: 'dance' }).catch(() => undefined);
    await guest.next(({ code }) => code === 4020);
    await org.control('POST', '/clock/advance', { ms: 72 * 3_600_000 });
    const late = await guest.say('hello');

    expect([early, long, large, late].map(({ code }) => code)).toEqual([4007, 4011, 4013, 4006]);
  });
});
