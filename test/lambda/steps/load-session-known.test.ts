import type { Ledger } from '../../../lambda/domain/ports';
import { anEvent, anIntent, keyOf } from '../../support/builders';
import { NOON_MS } from '../../support/fixed-clock';
import { threadPayload } from '../../support/genesys-events';
import { keyIn, loadStage } from '../../support/load-stage';
import { occupy } from '../../support/send-stage';

const meetConflict = (ledger: Ledger, notificationKey: string) =>
  ledger.noteAttempt({ notificationKey, kind: 'conflict', decisions: [], dueAtMs: NOON_MS });

const conflictEvent = (detail: unknown) => anEvent('ConversationConflict', detail);

describe('a conflict an application reports', () => {
  it("with the thread's payload is led to the conversation of its web session", async () => {
    const { sessions, load } = await loadStage();
    await sessions.register({
      webchatSessionId: threadPayload.webchatSessionId,
      contactId: threadPayload.contactId,
      conversationId: 'conversation-7',
      deploymentId: 'deployment-7',
      atMs: NOON_MS,
    });

    const output = await load(conflictEvent(threadPayload));

    expect(output).toMatchObject({
      kind: 'ready',
      route: {
        conversationId: 'conversation-7',
        deploymentId: 'deployment-7',
        webchatSessionId: 'abc123-session-token',
      },
    });
  });

  it('is led to the conversation of its contact when its web session is unknown', async () => {
    const { load } = await loadStage();

    const output = await load(conflictEvent({ ...threadPayload, contactId: 'contact-1' }));

    expect(output).toMatchObject({ kind: 'ready', route: { conversationId: 'conversation-1' } });
  });

  it('is recognised when it is reported again', async () => {
    const { load } = await loadStage();
    await load(conflictEvent(threadPayload));

    expect(await load(conflictEvent(threadPayload), 'execution-2')).toMatchObject({
      kind: 'nothing',
    });
  });

  it('with another text is another notification', async () => {
    const { ledger, load } = await loadStage();
    await load(conflictEvent(threadPayload));
    await load(conflictEvent({ ...threadPayload, text: 'Are you there?' }));

    expect(ledger.notifications()).toHaveLength(2);
  });
});

describe('a notification the ledger knows', () => {
  it('goes on when its attempt is due', async () => {
    const { load, request } = await loadStage();
    const first = await request();

    const output = await load(anEvent('AttemptDue', { notificationKey: keyIn(first) }));

    expect(output).toMatchObject({ kind: 'ready', notificationKey: keyIn(first) });
  });

  it('goes on after the conflict that the ledger met', async () => {
    const { ledger, load, request } = await loadStage();
    const notificationKey = keyIn(await request());
    await meetConflict(ledger, notificationKey);

    const output = await load(conflictEvent({ notificationKey, conflict: 1 }));

    expect(output).toMatchObject({ kind: 'ready', notificationKey });
  });

  it.each([1, 3, 99])(
    'stays where it is on conflict %i, which it did not meet',
    async (conflict) => {
      const { ledger, load, request } = await loadStage();
      const notificationKey = keyIn(await request());
      await meetConflict(ledger, notificationKey);
      await meetConflict(ledger, notificationKey);

      expect(await load(conflictEvent({ notificationKey, conflict }))).toEqual({ kind: 'nothing' });
    },
  );

  it('refuses a conflict of ours without its number', async () => {
    const { load, request } = await loadStage();
    const notificationKey = keyIn(await request());

    const output = await load(conflictEvent({ notificationKey }));

    expect(output).toMatchObject({
      kind: 'invalid',
      rejection: { problems: [{ code: 'FIELD_MISSING', path: 'detail.conflict' }] },
    });
  });

  it('is told again once it is concluded: whoever concluded it may have died before the world heard', async () => {
    const { load, request } = await loadStage();
    const first = await request({ contactId: 'stranger' });

    const output = await load(anEvent('AttemptDue', { notificationKey: keyIn(first) }));

    expect(output).toEqual({ ...first, isRepeat: true, secondsToOutcome: undefined });
  });

  it('does nothing on a conflict once it is concluded', async () => {
    const { load, request } = await loadStage();
    const notificationKey = keyIn(await request({ contactId: 'stranger' }));

    expect(await load(conflictEvent({ notificationKey, conflict: 1 }))).toEqual({
      kind: 'nothing',
    });
  });

  it.each([
    ['is in doubt when its own send is under way', 'own', 'SENDING', 'doubt'],
    ['goes on when its own claim never came to a send', 'own', undefined, 'ready'],
    ['goes on while another is being sent', 'other', 'SENDING', 'ready'],
  ] as const)('%s', async (_, whose, phase, kind) => {
    const { ledger, clock, load, request } = await loadStage();
    const notificationKey = keyIn(await request());
    const [known] = ledger.notifications();
    const intent = known?.kind === 'waiting' ? known.intent : anIntent();
    const holder = whose === 'own' ? notificationKey : keyOf('B');
    await occupy({ ledger, clock, intent }, { notificationKey: holder, phase });

    const output = await load(anEvent('AttemptDue', { notificationKey }));

    expect(output).toMatchObject({ kind, notificationKey });
  });

  it('does nothing under a key nobody stored', async () => {
    const { load } = await loadStage();

    expect(await load(anEvent('AttemptDue', { notificationKey: keyOf('Z') }))).toEqual({
      kind: 'nothing',
    });
  });

  it('is told as expired when its time has passed while it waited', async () => {
    const { clock, load, request } = await loadStage();
    const first = await request({ deliverBy: '2026-09-20T12:00:10Z' });
    clock.advance(10_000);

    const output = await load(anEvent('AttemptDue', { notificationKey: keyIn(first) }));

    expect(output).toMatchObject({
      detailType: 'NotificationExpired',
      mustBeHeard: true,
      conclusion: { reason: 'DELIVER_BY_PASSED' },
    });
  });
});
