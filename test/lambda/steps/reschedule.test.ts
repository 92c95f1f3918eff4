import { NEXT_LOOK_MS } from '../../../lambda/contract/timeouts';
import { keysOf } from '../../../lambda/steps/store-request';
import { aConclusion, anEvent, anIntent } from '../../support/builders';
import { NOON_MS } from '../../support/fixed-clock';
import { fixedIdentity } from '../../support/fixed-identity';
import { keyIn, loadStage } from '../../support/load-stage';
import { occupy } from '../../support/send-stage';

const IDENTITY = { contactId: 'contact-1', type: 'delivery-delay', occurrence: 'order-4711' };
const HOUR_MS = 3_600_000;
const iso = (ms: number) => new Date(ms).toISOString();
const wish = (fields: object, atMs = NOON_MS) => ({
  ...anEvent('NotificationRescheduled', { ...IDENTITY, ...fields }),
  time: iso(atMs),
});

describe('a new time', () => {
  it('holds what waits until then, and says so', async () => {
    const { ledger, load, request } = await loadStage();
    await request({ afterSeconds: 60 });

    const output = await load(wish({ afterSeconds: 7200 }));

    expect(output).toMatchObject({
      kind: 'held',
      held: { reason: 'NOT_YET', heldUntil: iso(NOON_MS + 2 * HOUR_MS) },
    });
    expect(ledger.notifications()).toMatchObject([
      { intent: { notBeforeMs: NOON_MS + 2 * HOUR_MS, text: 'Your order is late.' } },
    ]);
  });

  it('that has come lets it go on at once', async () => {
    const { load, request } = await loadStage();
    await request({ afterSeconds: 7200 });

    expect(await load(wish({ afterSeconds: 0 }))).toMatchObject({ kind: 'ready' });
  });

  it('brings a new end along, or keeps the one that stands', async () => {
    const { ledger, load, request } = await loadStage();
    await request({ afterSeconds: 60, deliverBy: iso(NOON_MS + HOUR_MS) });

    await load(wish({ afterSeconds: 120 }, NOON_MS + 1));
    expect(ledger.notifications()).toMatchObject([{ intent: { deliverByMs: NOON_MS + HOUR_MS } }]);

    await load(wish({ afterSeconds: 120, deliverBy: iso(NOON_MS + 2 * HOUR_MS) }, NOON_MS + 2));
    expect(ledger.notifications()).toMatchObject([
      { intent: { deliverByMs: NOON_MS + 2 * HOUR_MS } },
    ]);
  });

  it('later than the end that stands is refused by name, and changes nothing', async () => {
    const { ledger, load, request } = await loadStage();
    await request({ afterSeconds: 60, deliverBy: iso(NOON_MS + HOUR_MS) });
    const before = ledger.notifications();

    expect(await load(wish({ afterSeconds: 7200 }))).toMatchObject({
      kind: 'invalid',
      rejection: {
        eventType: 'NotificationRescheduled',
        problems: [{ code: 'DELIVER_BY_TOO_EARLY', path: 'detail.deliverBy' }],
      },
    });
    expect(ledger.notifications()).toEqual(before);
  });

  it.each([
    ['in order', [1, 2]],
    ['out of order', [2, 1]],
    ['twice', [2, 2]],
    ['twice, the older one in between', [2, 1, 2]],
  ])('is that of the newest wish, when they come %s', async (_, hours) => {
    const { ledger, load, request } = await loadStage();
    await request({ afterSeconds: 60 });

    for (const hour of hours) {
      // One after the other is what is tested.
      // oxlint-disable-next-line no-await-in-loop
      await load(wish({ notBefore: iso(NOON_MS + hour * HOUR_MS) }, NOON_MS + hour));
    }

    expect(ledger.notifications()).toMatchObject([
      { intent: { notBeforeMs: NOON_MS + 2 * HOUR_MS } },
    ]);
  });

  it('comes too late while it is being sent, and the record says so', async () => {
    const { ledger, clock, load, request } = await loadStage();
    const notificationKey = keyIn(await request());
    const { recipientRef } = await keysOf(fixedIdentity().keyedHash, IDENTITY);
    await occupy(
      { ledger, clock, intent: anIntent({ recipientRef }) },
      { notificationKey, phase: 'SENDING' },
    );

    expect(await load(wish({ afterSeconds: 7200 }))).toEqual({ kind: 'nothing' });
    expect(await ledger.fetchNotification(notificationKey)).toMatchObject({
      kind: 'waiting',
      decisions: [{ decision: 'rescheduleTooLate' }],
    });
    expect(ledger.notifications()).not.toMatchObject([
      { intent: { notBeforeMs: NOON_MS + 2 * HOUR_MS } },
    ]);
  });

  it('for what has been sent is answered with how it was sent', async () => {
    const { ledger, load, request } = await loadStage();
    const notificationKey = keyIn(await request());
    await ledger.conclude(aConclusion({ notificationKey }), []);

    expect(await load(wish({ afterSeconds: 60 }))).toMatchObject({
      detailType: 'NotificationSent',
    });
  });

  it('for what nobody requested is refused by name, and stores nothing', async () => {
    const { ledger, load } = await loadStage();

    expect(await load(wish({ afterSeconds: 60 }))).toMatchObject({
      detailType: 'NotificationRejected',
      conclusion: { outcome: 'REJECTED', reason: 'UNKNOWN_NOTIFICATION' },
    });
    expect(ledger.notifications()).toEqual([]);
  });

  it.each([
    ['none', {}, 'FIELD_MISSING', 'detail.notBefore'],
    ['two', { notBefore: iso(NOON_MS), afterSeconds: 1 }, 'TWO_BEGINNINGS', 'detail.afterSeconds'],
    ['a delay below zero', { afterSeconds: -1 }, 'INVALID_DELAY', 'detail.afterSeconds'],
    [
      'the 31st of November',
      { notBefore: { local: '2026-11-31T09:00', timeZone: 'UTC' } },
      'INVALID_TIME',
      'detail.notBefore.local',
    ],
    ['a time in words', { notBefore: 'tomorrow' }, 'INVALID_TIME', 'detail.notBefore'],
  ])('that names %s is refused by name', async (_, fields, code, path) => {
    const { load, request } = await loadStage();
    await request({ afterSeconds: 60 });

    expect(await load(wish(fields))).toMatchObject({
      kind: 'invalid',
      rejection: { problems: [{ code, path }] },
    });
  });

  it('is looked after by the sweep when the execution that brought it dies', async () => {
    const { ledger, killSwitch, load, request } = await loadStage();
    const held = await request({ afterSeconds: 60 });
    if (held.kind !== 'held') throw new Error(held.kind);
    killSwitch.fetchPause = () => Promise.reject(new Error('died'));

    await expect(load(wish({ afterSeconds: 7200 }))).rejects.toThrow('died');

    expect(ledger.dueAtMs(held.held.notificationKey)).toBe(NOON_MS + NEXT_LOOK_MS);
  });
});

describe('a request for later', () => {
  it("counts its delay from the event's own time, however late it arrives", async () => {
    const { ledger, load } = await loadStage();
    const detail = { ...IDENTITY, text: 'Your order is late.', afterSeconds: 90 };

    await load({ ...anEvent('NotificationRequested', detail), time: iso(NOON_MS - 30_000) });

    expect(ledger.notifications()).toMatchObject([{ intent: { notBeforeMs: NOON_MS + 60_000 } }]);
  });

  it('reads a local time of a recipient in the zone of the stage while theirs is unknown', async () => {
    const { ledger, request } = await loadStage({ defaultTimeZone: 'Asia/Tokyo' });

    await request({ notBefore: { local: '2026-12-01T09:00', timeZone: 'recipient' } });

    expect(ledger.notifications()).toMatchObject([
      { intent: { notBeforeMs: Date.UTC(2026, 11, 1) } },
    ]);
  });

  it("reads it in the recipient's own zone once that is known", async () => {
    const { ledger, request } = await loadStage({ defaultTimeZone: 'Asia/Tokyo' });
    const recipientRef = await fixedIdentity().keyedHash(['recipient', 'contact-1']);
    await ledger.changePreference({ recipientRef, atMs: NOON_MS, timeZone: 'America/New_York' });

    await request({ notBefore: { local: '2026-12-01T09:00', timeZone: 'recipient' } });

    expect(ledger.notifications()).toMatchObject([
      { intent: { notBeforeMs: Date.UTC(2026, 11, 1, 14) } },
    ]);
  });

  it('with an end before its beginning is refused by name, and nothing is stored', async () => {
    const { ledger, request } = await loadStage();

    const output = await request({ afterSeconds: 60, deliverBy: iso(NOON_MS + 1) });

    expect(output).toMatchObject({
      rejection: { problems: [{ code: 'DELIVER_BY_TOO_EARLY', path: 'detail.deliverBy' }] },
    });
    expect(ledger.notifications()).toEqual([]);
  });
});
