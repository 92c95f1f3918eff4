import { aPolicy } from '../../support/builders';
import { NOON_MS } from '../../support/fixed-clock';
import { keyIn, loadStage } from '../../support/load-stage';

describe('loadSession', () => {
  it('leads a new request to the conversation of its contact', async () => {
    const { request } = await loadStage();

    const output = await request();

    expect(output).toMatchObject({
      kind: 'ready',
      route: { conversationId: 'conversation-1', deploymentId: 'deployment-1' },
      decisions: [{ step: 'Load session', decision: 'ready' }],
    });
  });

  it('has the request in the ledger before it asks the registry', async () => {
    const { ledger, sessions, request } = await loadStage();
    sessions.findByContact = async () => {
      throw new Error(`${ledger.notifications().length} stored`);
    };

    await expect(request()).rejects.toThrow('1 stored');
  });

  it('gives on neither text nor contact', async () => {
    const { request } = await loadStage();

    const output = await request({ text: 'a secret', contactId: 'contact-1' });

    expect(JSON.stringify(output)).not.toMatch(/a secret|contact-1/);
  });

  it('keeps the terms of the request', async () => {
    const { ledger, request } = await loadStage();

    await request({
      policy: { session: 'onlyIfLive', whenInDoubt: 'resend', reference: 'append' },
      from: { id: 'bot-1' },
      deliverBy: '2026-09-20T13:00:00Z',
    });

    expect(ledger.notifications()).toMatchObject([
      {
        intent: {
          text: 'Your order is late.',
          senderId: 'bot-1',
          policy: aPolicy({ session: 'onlyIfLive', whenInDoubt: 'resend', reference: 'append' }),
          deliverByMs: NOON_MS + 3_600_000,
        },
      },
    ]);
  });

  it('opens a new session for a contact whose web session has no conversation yet', async () => {
    const { sessions, request } = await loadStage({ defaultDeploymentId: 'deployment-0' });
    const webchatSessionId = 'web-2';
    await sessions.register({ webchatSessionId, contactId: 'contact-2', atMs: NOON_MS });

    const output = await request({ contactId: 'contact-2', webchatSessionId });

    expect(output).toMatchObject({
      kind: 'new',
      route: { webchatSessionId: 'web-2', deploymentId: 'deployment-0' },
    });
  });
});

describe('a request that comes again', () => {
  it('from another event does nothing while the first waits', async () => {
    const { request } = await loadStage();
    await request();

    expect(await request({}, 'execution-2')).toMatchObject({ kind: 'nothing' });
  });

  it('does nothing after the first is concluded', async () => {
    const { request } = await loadStage();
    await request({ contactId: 'stranger' });

    expect(await request({ contactId: 'stranger' }, 'execution-2')).toMatchObject({
      kind: 'nothing',
    });
  });

  it('goes on when it was our own write that got no answer', async () => {
    const { request } = await loadStage();
    const first = await request();

    const again = await request();

    expect(again).toEqual(first);
  });

  it('is told again when it is our own, and somebody concluded it meanwhile', async () => {
    const { request } = await loadStage();
    const first = await request({ contactId: 'stranger' });

    expect(await request({ contactId: 'stranger' })).toEqual({
      ...first,
      isRepeat: true,
      secondsToOutcome: undefined,
    });
  });

  it('with another text is refused aloud, and the first stands', async () => {
    const { ledger, request } = await loadStage();
    const first = await request();

    const output = await request({ text: 'Something else.' }, 'execution-2');

    expect(output).toMatchObject({
      detailType: 'NotificationRejected',
      mustBeHeard: true,
      conclusion: { reason: 'BODY_MISMATCH', notificationKey: keyIn(first) },
    });
    expect(ledger.notifications()).toMatchObject([{ kind: 'waiting' }]);
  });

  it.each([{ whenClosed: 'drop' }, { whenInDoubt: 'resend' }, { reference: 'append' }])(
    'with another policy is refused aloud as well: %p',
    async (policy) => {
      const { request } = await loadStage();
      await request();

      const output = await request({ policy }, 'execution-2');

      expect(output).toMatchObject({ conclusion: { reason: 'BODY_MISMATCH' } });
    },
  );

  it('is the same when it spells out the policy that is meant anyway', async () => {
    const { request } = await loadStage();
    await request();

    const policy = { reference: 'none', whenInDoubt: 'park', session: 'append' };

    expect(await request({ policy }, 'execution-2')).toMatchObject({ kind: 'nothing' });
  });

  it('with another text is refused aloud after the conclusion, too', async () => {
    const { request } = await loadStage();
    await request({ contactId: 'stranger' });

    const output = await request({ contactId: 'stranger', text: 'Something else.' });

    expect(output).toMatchObject({ conclusion: { reason: 'BODY_MISMATCH' } });
  });

  it.each([{ occurrence: 'order-4712' }, { type: 'reminder' }])(
    'with another identity is another notification: %p',
    async (fields) => {
      const { ledger, request } = await loadStage();
      await request();
      await request(fields, 'execution-2');

      expect(ledger.notifications()).toHaveLength(2);
    },
  );
});

describe("an application's own id of its request", () => {
  it('travels with the attempt and comes back in the outcome', async () => {
    const { request } = await loadStage();

    const onItsWay = await request({ requestId: 'shop-1' });
    const ended = await request({ requestId: 'shop-2', contactId: 'stranger' });

    expect(onItsWay).toMatchObject({ kind: 'ready', requestId: 'shop-1' });
    expect(ended).toMatchObject({ conclusion: { requestId: 'shop-2' } });
  });

  it('comes back in the word of a wait', async () => {
    const { request } = await loadStage();

    const held = await request({ requestId: 'shop-1', afterSeconds: 60 });

    expect(held).toMatchObject({ kind: 'held', held: { requestId: 'shop-1' } });
  });

  it('makes no other notification of the same contact, type and occurrence', async () => {
    const { request } = await loadStage();
    const notificationKey = keyIn(await request({ requestId: 'shop-1' }));

    const again = await request({ requestId: 'shop-2' }, 'execution-2');

    expect(again).toEqual({ kind: 'nothing', notificationKey });
  });
});
