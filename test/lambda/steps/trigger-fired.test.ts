import type { TriggerTerms } from '../../../lambda/contract/triggers';
import { anEvent } from '../../support/builders';
import { NOON_MS } from '../../support/fixed-clock';
import { loadStage } from '../../support/load-stage';
import customerEnd from '../../fixtures/customer-end.json';

const MINUTE_MS = 60_000;
const terms = (fields: Partial<TriggerTerms> = {}): TriggerTerms => ({
  name: 'ask-again',
  type: 'follow-up',
  request: { text: 'Are you still there?', policy: { session: 'onlyIfLive' } },
  afterSeconds: 0,
  ttlSeconds: 3600,
  ...fields,
});
const body = (fields: object = {}) => ({
  ...customerEnd.detail.eventBody,
  externalContactId: 'contact-1',
  conversationExternalContactIds: ['contact-1'],
  eventTime: NOON_MS,
  ...fields,
});
const fired = (event: object = body(), trigger: object = terms()) =>
  anEvent('TriggerFired', { trigger, event: { ...customerEnd.detail, eventBody: event } });

describe("a trigger's event", () => {
  it('becomes a request about its conversation, on the terms of the trigger', async () => {
    const { ledger, load } = await loadStage();

    const output = await load(fired(body({ conversationId: 'conversation-1' })));

    expect(output).toMatchObject({ kind: 'ready', route: { conversationId: 'conversation-1' } });
    expect(ledger.notifications()).toMatchObject([
      {
        intent: {
          contactId: 'contact-1',
          conversationId: 'conversation-1',
          type: 'follow-up',
          occurrence: 'ask-again-conversation-1',
          text: 'Are you still there?',
          policy: { session: 'onlyIfLive' },
        },
      },
    ]);
  });

  it('is one message, however often it is delivered and the conversation meets it', async () => {
    const { ledger, load } = await loadStage();
    const conversationId = 'conversation-1';
    await load(fired(body({ conversationId })));

    const again = await load(fired(body({ conversationId })), 'execution-2');
    const later = await load(
      fired(body({ conversationId, eventTime: NOON_MS + 1 })),
      'execution-3',
    );

    expect([again, later]).toMatchObject([{ kind: 'nothing' }, { kind: 'nothing' }]);
    expect(ledger.notifications()).toHaveLength(1);
  });

  it('waits so many minutes after the event itself, and is worthless some minutes later', async () => {
    const { ledger, load } = await loadStage();
    const trigger = terms({ afterSeconds: 300, deliverWithinSeconds: 600 });

    const output = await load(fired(body({ eventTime: NOON_MS - MINUTE_MS }), trigger));

    expect(output).toMatchObject({ kind: 'held', held: { reason: 'NOT_YET' } });
    expect(ledger.notifications()).toMatchObject([
      {
        intent: {
          notBeforeMs: NOON_MS + 4 * MINUTE_MS,
          deliverByMs: NOON_MS + 14 * MINUTE_MS,
        },
      },
    ]);
  });

  it('that is too old on arrival ends as EXPIRED, stores no text, and is told once', async () => {
    const { ledger, load } = await loadStage();
    const stale = body({ eventTime: NOON_MS - 61 * MINUTE_MS });

    const output = await load(fired(stale));

    expect(output).toMatchObject({
      kind: 'concluded',
      mustBeHeard: true,
      conclusion: { outcome: 'EXPIRED', reason: 'STALE_EVENT' },
    });
    expect(JSON.stringify(ledger.notifications())).not.toContain('still there');
    expect(await load(fired(stale), 'execution-2')).toEqual({ kind: 'nothing' });
  });

  it('exactly as old as may be is not too old', async () => {
    const { load } = await loadStage();

    const output = await load(fired(body({ eventTime: NOON_MS - 60 * MINUTE_MS })));

    expect(output.kind).not.toBe('concluded');
  });

  it('delivered again when it is stale changes nothing about the first', async () => {
    const { ledger, clock, load } = await loadStage();
    await load(fired());
    clock.advance(61 * MINUTE_MS);

    expect(await load(fired(), 'execution-2')).toEqual({ kind: 'nothing' });
    expect(ledger.notifications()).toMatchObject([{ kind: 'waiting' }]);
  });

  it('of an agent or a queue finds the contact among those of the conversation', async () => {
    const { ledger, load } = await loadStage();

    await load(fired(body({ externalContactId: undefined })));

    expect(ledger.notifications()).toMatchObject([{ intent: { contactId: 'contact-1' } }]);
  });

  it.each([
    ['nobody', []],
    ['several people', ['contact-1', 'contact-2']],
  ])('that is about %s is suppressed by name', async (_, conversationExternalContactIds) => {
    const { load } = await loadStage();

    const output = await load(
      fired(body({ externalContactId: undefined, conversationExternalContactIds })),
    );

    expect(output).toMatchObject({
      kind: 'concluded',
      conclusion: { outcome: 'SUPPRESSED', reason: 'NO_CONTACT' },
    });
  });

  it('gives on neither text nor contact', async () => {
    const { load } = await loadStage();

    const output = await load(fired());

    expect(JSON.stringify(output)).not.toMatch(/still there|contact-1/);
  });

  it.each([
    ['an id that no key may hold', body({ externalContactId: 'a b' }), 'detail.contactId'],
    ['no time', body({ eventTime: undefined }), 'detail.event.eventBody.eventTime'],
  ])('with %s is refused by name', async (_, event, path) => {
    const { load } = await loadStage();

    expect(await load(fired(event))).toMatchObject({
      kind: 'invalid',
      rejection: { problems: [{ path }] },
    });
  });
});
