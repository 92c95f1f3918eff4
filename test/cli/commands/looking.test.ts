import { listCommand } from '../../../cli/list/command';
import { statusCommand } from '../../../cli/status/command';
import { readJson } from '../../local/genesys/support/read-json';
import { aConclusion, keyOf } from '../../support/builders';
import { keyIn } from '../../support/load-stage';
import { operatorDesk } from '../../support/operator-desk';

type Json = Record<string, unknown>;

/** A notification that Genesys refused for a permission, and one that was refused as nobody knows its contact. */
async function twoRejected() {
  const desk = await operatorDesk();
  const forbidden = keyIn(await desk.request());
  await desk.ledger.conclude(
    aConclusion({
      notificationKey: forbidden,
      outcome: 'REJECTED',
      reason: 'MISSING_PERMISSION',
      nextStep: 'Give the role the permission.',
      missing: ['conversation:message:create'],
      occurrence: 'order-4711',
    }),
    [
      {
        at: '2026-09-20T12:00:03.000Z',
        step: 'Post message',
        decision: 'refused',
        evidence: { status: 403, code: 'missing.permissions', correlationId: 'none' },
        genesysCalls: 1,
      },
    ],
  );
  const stranger = keyIn(await desk.request({ contactId: 'contact-9', occurrence: 'order-9' }));
  return { ...desk, forbidden, stranger };
}

describe('status', () => {
  it('of a key tells when what was decided, on what evidence, and what to do', async () => {
    const { run, forbidden } = await twoRejected();

    const { code, out } = await run(statusCommand, forbidden);

    expect(code).toBe(0);
    expect(out).toContain('REJECTED MISSING_PERMISSION');
    expect(out).toMatch(/12:00:03 {2}Post message {2}Genesys refused.*status 403.*\[1 call/);
    expect(out).not.toContain('correlationId none');
    expect(out).toContain('conversation:message:create');
    expect(out).toContain('Give the role the permission.');
    expect(out).toContain(`npx proactive redrive ${forbidden}`);
  });

  it('of a contact lists its notifications, and of a conversation those of its contact', async () => {
    const { run, forbidden, stranger } = await twoRejected();

    const byContact = await run(statusCommand, 'contact-1');
    const byConversation = await run(statusCommand, 'conversation-1');

    expect(byContact.out).toContain(forbidden);
    expect(byContact.out).not.toContain(stranger);
    expect(byConversation.out).toBe(byContact.out);
  });

  it('of a contact and an occurrence finds the one notification', async () => {
    const { run, forbidden } = await twoRejected();
    const one = ['contact-1', '--occurrence', 'order-4711', '--type', 'delivery-delay', '--json'];

    expect(readJson<Json>((await run(statusCommand, ...one)).out)).toMatchObject({
      notificationKey: forbidden,
      state: 'REJECTED',
      redrives: 0,
    });
  });

  it('names neither text nor contact', async () => {
    const { run, stranger, request } = await twoRejected();
    const waiting = keyIn(await request({ occurrence: 'order-5' }));

    const told = await Promise.all(
      [stranger, waiting].flatMap((key) => [
        run(statusCommand, key),
        run(statusCommand, key, '--json'),
      ]),
    );

    expect(told.map(({ out }) => out).join()).not.toMatch(/contact-\d|Your order/);
  });

  it.each([
    [[keyOf('Z')], 'NOTIFICATION_UNKNOWN'],
    [['nobody'], 'NOTHING_KNOWN'],
  ])('of what nobody knows says so and what to check: %j', async (argv, code) => {
    const { run } = await operatorDesk();

    const told = await run(statusCommand, ...argv);

    expect(told).toMatchObject({ code: 1, out: '' });
    expect(told.err).toMatch(new RegExp(`^${code}: .*\n.*--stack`));
    expect(told.err).not.toContain(' at ');
  });

  it('shows the stack trace only when asked', async () => {
    const { run } = await operatorDesk();

    expect((await run(statusCommand, keyOf('Z'), '--debug')).err).toMatch(/\n {4}at /);
  });
});

const keysIn = (out: string) => readJson<Json[]>(out).map(({ notificationKey }) => notificationKey);

describe('list', () => {
  it('finds what ended so, and of these what has the reason', async () => {
    const { run, forbidden, stranger } = await twoRejected();
    const rejected = ['--outcome', 'rejected', '--json'];

    const all = await run(listCommand, ...rejected);
    const some = await run(listCommand, ...rejected, '--reason', 'MISSING_PERMISSION');

    expect(new Set(keysIn(all.out))).toEqual(new Set([forbidden, stranger]));
    expect(keysIn(some.out)).toEqual([forbidden]);
  });

  it('tells what waits from what is held', async () => {
    const { run, request } = await operatorDesk();
    const waiting = keyIn(await request());
    await request({ occurrence: 'later', notBefore: '2026-12-01T00:00:00Z' });

    const held = await run(listCommand, '--outcome', 'held', '--json');
    const both = await run(listCommand, '--outcome', 'waiting', '--json');

    expect(readJson<Json[]>(held.out)).toMatchObject([{ state: 'HELD', reason: 'NOT_YET' }]);
    expect(keysIn(both.out)).toContain(waiting);
    expect(keysIn(both.out)).toHaveLength(2);
  });

  it('gives as many as asked for', async () => {
    const { run } = await twoRejected();

    const { out } = await run(listCommand, '--outcome', 'rejected', '--limit', '1', '--json');

    expect(keysIn(out)).toHaveLength(1);
  });

  it.each([
    [['--outcome', 'sent'], 'Allowed choices'],
    [['--outcome', 'parked', '--reason', 'BAD_LUCK'], 'docs/events.md'],
    [['--outcome', 'parked', '--limit', '0'], 'whole number'],
    [[], '--outcome'],
  ])('does not understand %j', async (argv, hint) => {
    const { run } = await operatorDesk();

    const told = await run(listCommand, ...argv);

    expect(told.code).toBe(2);
    expect(told.err).toContain(hint);
  });
});
