import { aChannel, anEvent } from '../../support/builders';
import { NOON, NOON_MS } from '../../support/fixed-clock';
import { keyIn, loadStage, PATIENCE_MS } from '../../support/load-stage';

const DAY_MS = 86_400_000;
const iso = (ms: number) => new Date(ms).toISOString();
/** Somebody of whom we only know a web session. */
const visitor = { contactId: 'contact-2', webchatSessionId: 'web-2' };
const visited = async () => {
  const stage = await loadStage();
  await stage.sessions.register({
    deploymentId: 'deployment-1',
    atMs: NOON_MS,
    ...visitor,
  });
  return stage;
};
const fallback = { policy: { whenClosed: 'fallback' }, channels: [aChannel()] };

describe('a request for a contact without a conversation', () => {
  it('waits for one under park, before anybody asks Genesys', async () => {
    const { request } = await visited();

    const output = await request({ ...visitor, policy: { whenClosed: 'park' } });

    expect(output).toMatchObject({
      held: { reason: 'WAITING_FOR_RETURN', heldUntil: iso(NOON_MS + 120_000) },
    });
  });

  it('goes to its channels under fallback, and names no address on the way', async () => {
    const { request } = await visited();

    const output = await request({ ...visitor, ...fallback });

    expect(output).toMatchObject({ kind: 'fallback', decisions: [{ decision: 'fallback' }] });
    expect(JSON.stringify(output)).not.toContain('+41');
  });
});

describe('a parked notification whose contact comes back', () => {
  it('goes into the new conversation, also when its request named the old one', async () => {
    const { ledger, sessions, request, load } = await loadStage();
    const old = { conversationId: 'conversation-1', contactId: 'contact-1' };
    await sessions.applyChange({ kind: 'ended', ...old, atMs: NOON_MS });
    const first = await request({
      conversationId: 'conversation-1',
      policy: { whenClosed: 'park' },
    });
    expect(first).toMatchObject({ route: { conversationId: 'conversation-1' } });
    const notificationKey = keyIn(first);
    const hold = { reason: 'WAITING_FOR_RETURN', untilMs: NOON_MS + DAY_MS } as const;
    await ledger.hold({ notificationKey, hold, decisions: [] });
    await sessions.applyChange({
      kind: 'started',
      conversationId: 'conversation-2',
      contactId: 'contact-1',
      deploymentId: 'deployment-1',
      atMs: NOON_MS + 1,
    });

    expect(await load(anEvent('AttemptDue', { notificationKey }))).toMatchObject({
      kind: 'ready',
      route: { conversationId: 'conversation-2' },
    });
  });
});

describe('the patience of a request', () => {
  it.each([
    [{ policy: { whenClosed: 'park' } }, NOON_MS + PATIENCE_MS],
    [{ policy: { session: 'waitForClose' } }, NOON_MS + PATIENCE_MS],
    [{ policy: { whileAgent: 'wait' } }, NOON_MS + PATIENCE_MS],
    [
      { policy: { whenClosed: 'park' }, notBefore: iso(NOON_MS + DAY_MS) },
      NOON_MS + DAY_MS + PATIENCE_MS,
    ],
    [{ policy: { whenClosed: 'park' }, deliverBy: iso(NOON_MS + DAY_MS) }, NOON_MS + DAY_MS],
    [{}, undefined],
  ])('of %p ends at %p', async (fields, deliverByMs) => {
    const { ledger, request } = await loadStage();

    await request(fields);

    const [stored] = ledger.notifications();
    expect(stored?.kind === 'waiting' && stored.intent.deliverByMs).toBe(deliverByMs);
  });

  it('ends as EXPIRED', async () => {
    const { clock, request, load } = await visited();
    const held = await request({ ...visitor, policy: { whenClosed: 'park' } });
    if (held.kind !== 'held') throw new Error(held.kind);
    clock.advance(PATIENCE_MS);

    const { notificationKey } = held.held;
    expect(await load(anEvent('AttemptDue', { notificationKey }))).toMatchObject({
      conclusion: { outcome: 'EXPIRED', reason: 'DELIVER_BY_PASSED' },
    });
  });
});

describe('the addresses of a request', () => {
  it('are kept only for a policy that uses them', async () => {
    const { ledger, request } = await loadStage();

    await request({ channels: [aChannel()] });

    expect(JSON.stringify(ledger.notifications())).not.toContain('+41');
  });

  it('leave the ledger when the notification is concluded', async () => {
    const { ledger, request } = await loadStage();
    const notificationKey = keyIn(await request(fallback));
    expect(JSON.stringify(ledger.notifications())).toContain('+41');

    const outcome = { outcome: 'SENT', reason: 'DELIVERED_BY_FALLBACK', channel: 'sms' } as const;
    const told = { version: '1', nextStep: '', genesysCalls: 1, concludedAt: NOON } as const;
    await ledger.conclude({ ...told, ...outcome, notificationKey }, []);

    expect(JSON.stringify(ledger.notifications())).not.toContain('+41');
  });

  it('are part of what a repeat must not contradict', async () => {
    const { request } = await loadStage();
    await request(fallback);

    const other = { ...fallback, channels: [aChannel({ to: '+41790000002' })] };
    expect(await request(other, 'execution-2')).toMatchObject({
      conclusion: { reason: 'BODY_MISMATCH' },
    });
  });
});
