import { NOON_MS } from '../../support/fixed-clock';
import { loadStage } from '../../support/load-stage';

describe('loadSession ends a request', () => {
  it.each(['2026-09-20T12:00:00Z', '2026-09-20T11:59:59Z', '1999-01-01T00:00:00Z'])(
    'that comes after its own deliverBy: %s',
    async (deliverBy) => {
      const { request } = await loadStage();

      expect(await request({ deliverBy })).toMatchObject({
        conclusion: { outcome: 'EXPIRED', reason: 'DELIVER_BY_PASSED' },
      });
    },
  );

  it('for a contact nobody has ever seen', async () => {
    const { request } = await loadStage();

    expect(await request({ contactId: 'stranger' })).toMatchObject({
      detailType: 'NotificationRejected',
      mustBeHeard: true,
      conclusion: { outcome: 'REJECTED', reason: 'UNKNOWN_CONTACT', genesysCalls: 0 },
    });
  });

  it('that names the conversation of another contact', async () => {
    const { request } = await loadStage();

    const output = await request({ contactId: 'contact-2', conversationId: 'conversation-1' });

    expect(output).toMatchObject({
      conclusion: { reason: 'SESSION_OF_ANOTHER_CONTACT', conversationId: 'conversation-1' },
    });
  });

  it('but not one that names the conversation of a contact merged into its own', async () => {
    const { sessions, request } = await loadStage();
    await sessions.applyChange({
      kind: 'contactMerged',
      mergedContactId: 'contact-1',
      survivingContactId: 'contact-2',
      atMs: NOON_MS,
    });

    const named = await request({ contactId: 'contact-2', conversationId: 'conversation-1' });
    const found = await request({ contactId: 'contact-2', occurrence: 'another' });

    const route = { conversationId: 'conversation-1' };
    expect([named, found]).toMatchObject([
      { kind: 'ready', route },
      { kind: 'ready', route },
    ]);
  });

  it('that names the conversation of another contact beside a web session of its own', async () => {
    const { sessions, request } = await loadStage();
    const own = { webchatSessionId: 'web-2', contactId: 'contact-2', deploymentId: 'deployment-1' };
    await sessions.register({ ...own, atMs: NOON_MS });

    const output = await request({
      contactId: 'contact-2',
      conversationId: 'conversation-1',
      webchatSessionId: 'web-2',
    });

    expect(output).toMatchObject({ conclusion: { reason: 'SESSION_OF_ANOTHER_CONTACT' } });
  });

  it('that names the web session of another contact', async () => {
    const { sessions, request } = await loadStage();
    const foreign = { webchatSessionId: 'web-9', contactId: 'contact-9', atMs: NOON_MS };
    await sessions.register(foreign);

    expect(await request({ webchatSessionId: 'web-9' })).toMatchObject({
      conclusion: { reason: 'SESSION_OF_ANOTHER_CONTACT' },
    });
  });

  it('that knows no deployment to write from', async () => {
    const { sessions, request } = await loadStage();
    const conversation = { conversationId: 'conversation-3', contactId: 'contact-3' };
    await sessions.applyChange({ kind: 'started', ...conversation, atMs: NOON_MS });

    expect(await request({ contactId: 'contact-3' })).toMatchObject({
      conclusion: { outcome: 'REJECTED', reason: 'NO_DEPLOYMENT' },
    });
  });

  it('whose policy opens no session, when there is none', async () => {
    const { request } = await loadStage({
      unknownContact: 'startNew',
      defaultDeploymentId: 'deployment-0',
    });

    const output = await request({ contactId: 'stranger', policy: { session: 'onlyIfLive' } });

    expect(output).toMatchObject({
      conclusion: { outcome: 'SUPPRESSED', reason: 'CONVERSATION_CLOSED' },
    });
  });

  it('and keeps the ending, the decision and nothing of the text', async () => {
    const { ledger, request } = await loadStage();
    await request({ contactId: 'stranger', text: 'a secret' });

    expect(ledger.notifications()).toMatchObject([
      { kind: 'concluded', decisions: [{ step: 'Load session', decision: 'UNKNOWN_CONTACT' }] },
    ]);
    expect(JSON.stringify(ledger.notifications())).not.toContain('a secret');
  });
});
