import { createContactEraser } from '../../../cli/desk/contact-eraser';
import { createNotificationArchive } from '../../../cli/desk/notification-archive';
import { eraseCommand } from '../../../cli/erase/command';
import { asideItemKey, notificationItemKey } from '../../../lambda/adapters/ledger-items';
import { nextStepFor } from '../../../lambda/domain/reasons';
import { createDynamoDbLedger } from '../../../lambda/adapters/dynamodb-ledger';
import { createDynamoDbSessionRegistry } from '../../../lambda/adapters/dynamodb-session-registry';
import { createRecipientPreferences } from '../../../lambda/adapters/dynamodb-recipient-preferences';
import { MERGED_PREFIX } from '../../../lambda/contract/sessions-table';
import { INSTALL_TIMEOUT } from '../../local/cloud/support/installed-emulator';
import { readJson } from '../../local/genesys/support/read-json';
import { aConclusion, anIntent } from '../../support/builders';
import { openLedgerTable, openSessionsTable } from '../../support/emulated-tables';
import { sharedEmulator } from '../../support/shared-emulator';
import type { EmulatorAddress } from '../../support/shared-emulator';
import { NOON, NOON_MS } from '../../support/fixed-clock';
import { keyIn } from '../../support/load-stage';
import { newKey } from '../../support/new-key';
import { operatorDesk } from '../../support/operator-desk';

describe('erase', () => {
  it('says what it would do, and writes nothing', async () => {
    const { run, request, published, erased } = await operatorDesk();
    await request();

    const { code, out } = await run(eraseCommand, 'contact-1');

    expect(code).toBe(0);
    expect(out).toContain('1 notification(s)');
    expect([...published, ...erased]).toEqual([]);
  });

  it('silences first, then cancels what waits, then forgets', async () => {
    const { run, request, published, erased, kept } = await operatorDesk();
    const notificationKey = keyIn(await request());
    const input = JSON.stringify({ contactId: 'contact-1', text: 'words' });
    const schedule = { name: 'once-1', expression: '', timeZone: '', isRecurring: false, input };
    kept.set('once-1', schedule);
    kept.set('once-2', { ...schedule, input: input.replace('contact-1', 'contact-2') });

    const { code, out } = await run(eraseCommand, 'contact-1', '--yes', '--json');

    expect(code).toBe(0);
    expect(erased).toEqual(['silence', 'notification', 'sessions']);
    expect(published.map(({ detailType }) => detailType)).toEqual(['NotificationCancelled']);
    expect([...kept.keys()]).toEqual(['once-2']);
    expect(readJson<object>(out)).toMatchObject({
      counts: { notifications: 1, cancelled: 1, sessions: 1, schedules: 1 },
      isComplete: true,
    });
    expect(out).not.toMatch(/contact-1|Your order/);
    expect(out).not.toContain(notificationKey);
  });

  it('names what is still being sent, and is not complete then', async () => {
    const { run, request, ledger, desk, clock } = await operatorDesk();
    const notificationKey = keyIn(await request());
    const recipientRef = await desk.names.recipientRefOf('contact-1');
    const missingConsent = 'speak';
    const claim = {
      recipientRef,
      notificationKey,
      owner: 'a run',
      leaseMs: 1,
      missingConsent,
    } as const;
    const claimed = await ledger.claimSlot({ ...claim, nowMs: clock.nowMs() });
    const epoch = claimed.kind === 'claimed' ? claimed.epoch : 0;
    await ledger.writeAhead({ ...claim, epoch }, { nowMs: clock.nowMs(), missingConsent });

    const { code, out } = await run(eraseCommand, 'contact-1', '--yes', '--json');

    expect(code).toBe(1);
    expect(readJson<object>(out)).toMatchObject({
      isComplete: false,
      stillUnderWay: [notificationKey],
      // They say who was merged into whom: the next erasure needs them.
      counts: { cancelled: 0, sessions: 0 },
    });
  });

  it('refuses what cannot be a contact, without saying it again', async () => {
    const { run } = await operatorDesk();

    const told = await run(eraseCommand, 'Jane Doe', '--yes');

    expect(told.code).toBe(2);
    expect(told.err).not.toContain('Jane');
  });
});

const contact = (value: string) => ({ value, atMs: NOON_MS });

describe('the tables after an erasure', () => {
  let emulator: EmulatorAddress;
  beforeAll(async () => {
    emulator = await sharedEmulator();
  }, INSTALL_TIMEOUT);

  async function tables() {
    const [ledgerTable, sessionsTable] = await Promise.all([
      openLedgerTable(emulator),
      openSessionsTable(emulator),
    ]);
    const deleted: [string, string][] = [];
    const eraser = createContactEraser({
      ledger: ledgerTable,
      sessions: sessionsTable,
      deleteSession: async (...row) => {
        deleted.push(row);
      },
    });
    const ledger = createDynamoDbLedger(ledgerTable, () => NOON_MS);
    return { ledgerTable, sessionsTable, eraser, ledger, deleted };
  }

  it('say how a notification ended, and nothing of whom and what it was about', async () => {
    const { ledgerTable, eraser, ledger } = await tables();
    const intent = anIntent({
      notificationKey: newKey(),
      text: 'a secret',
      contactId: 'contact-x',
    });
    const { notificationKey } = intent;
    await ledger.storeIntent(intent);
    const lacking = { missing: ['conversation:message:create'], oauthClient: 'Reminders' };
    const how = { outcome: 'REJECTED', reason: 'MISSING_PERMISSION', ...lacking } as const;
    const where = { occurrence: 'order-of-jane', conversationId: 'conversation-x' };
    await ledger.conclude(aConclusion({ notificationKey, ...how, ...where }), [
      { at: NOON, step: 'Post message', decision: 'refused', evidence: { correlationId: 'c-x' } },
    ]);

    await eraser.forgetNotification(notificationKey);
    await eraser.forgetNotification(notificationKey);

    const rows = await Promise.all(
      [notificationItemKey(notificationKey), asideItemKey(notificationKey)].map((Key) =>
        ledgerTable.get({ Key, ConsistentRead: true }),
      ),
    );
    expect(JSON.stringify(rows)).not.toMatch(/secret|contact-x|jane|conversation-x|c-x/);
    expect(await ledger.fetchNotification(notificationKey)).toMatchObject({
      conclusion: { ...how, nextStep: nextStepFor('MISSING_PERMISSION', lacking) },
    });
    expect(await ledger.fetchAside(notificationKey)).toBeUndefined();
  });

  it('keep an opt-out that an older word of the contact does not undo', async () => {
    const { ledgerTable, eraser, ledger } = await tables();
    const recipients = createRecipientPreferences(ledgerTable);
    const recipientRef = 'recipient-of-jane';
    const told = { recipientRef, timeZone: 'Europe/Berlin', locale: 'de' };
    await recipients.changePreference({ ...told, consent: 'optedIn', atMs: NOON_MS - 2 });

    await eraser.silence(recipientRef, NOON_MS);
    await recipients.changePreference({ recipientRef, consent: 'optedIn', atMs: NOON_MS - 1 });

    expect(await ledger.fetchRecipient(recipientRef)).toEqual({ consent: 'optedOut', sends: [] });
    expect(
      await ledger.claimSlot({
        recipientRef,
        notificationKey: newKey(),
        owner: 'a run',
        nowMs: NOON_MS,
        leaseMs: 1,
        missingConsent: 'speak',
      }),
    ).toEqual({ kind: 'optedOut' });
  });

  it('lose every session of the contact, and of whoever was merged into it', async () => {
    const { sessionsTable, eraser, deleted } = await tables();
    const registry = createDynamoDbSessionRegistry(sessionsTable, {
      retentionDays: 90,
      staleAfterMs: 1,
    });
    const live = { kind: 'live', atMs: NOON_MS } as const;
    const known = { startedAtMs: NOON_MS, presence: live };
    await registry.keep({ key: 'conversation-1', contact: contact('jane'), ...known });
    await registry.keep({ key: 'conversation-2', contact: contact('old-jane'), ...known });
    await registry.keep({
      key: `${MERGED_PREFIX}old-jane`,
      contact: contact('jane'),
      startedAtMs: NOON_MS,
    });

    const contacts = await eraser.findContacts('jane');
    for (const each of contacts) await eraser.forgetSessions(each);

    expect(contacts).toEqual(['jane', 'old-jane']);
    expect(new Set(deleted)).toEqual(
      new Set([
        ['conversation-1', 'jane'],
        ['conversation-2', 'old-jane'],
        [`${MERGED_PREFIX}old-jane`, 'jane'],
      ]),
    );
  });

  it('show in their indexes what is waiting, what ended how, and what a recipient had', async () => {
    const { ledgerTable, ledger } = await tables();
    const archive = createNotificationArchive(ledgerTable);
    const store = async (requestedAtMs: number) => {
      const intent = anIntent({ notificationKey: newKey(), requestedAtMs });
      await ledger.storeIntent(intent);
      return intent.notificationKey;
    };
    const [sent, parked, waiting] = [await store(1), await store(2), await store(3)];
    const lost = { outcome: 'PARKED', reason: 'ANSWER_LOST' } as const;
    await ledger.conclude(aConclusion({ notificationKey: sent }), []);
    await ledger.conclude(aConclusion({ notificationKey: parked, ...lost }), []);

    expect(await archive.findByRecipient('recipient-of-contact-1', 5)).toEqual([
      waiting,
      parked,
      sent,
    ]);
    expect(await archive.findEnded('PARKED', 5)).toEqual([parked]);
    expect(await archive.findWaiting(5)).toContain(waiting);
    await ledger.conclude(aConclusion({ notificationKey: parked }), []);
    expect(await archive.findEnded('PARKED', 5)).toEqual([]);
  });
});
