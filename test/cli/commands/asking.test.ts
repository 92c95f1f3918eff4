import { cancelCommand } from '../../../cli/cancel/command';
import { optOutCommand } from '../../../cli/optout/command';
import { pauseCommand, resumeCommand } from '../../../cli/pause/command';
import { sendCommand } from '../../../cli/send/command';
import { sessionCommand } from '../../../cli/session/command';
import { nameOfOnce } from '../../../cli/schedule/plan';
import { readJson } from '../../local/genesys/support/read-json';
import { aConclusion } from '../../support/builders';
import { NOON } from '../../support/fixed-clock';
import { keyIn } from '../../support/load-stage';
import { operatorDesk } from '../../support/operator-desk';

const ONE = ['--contact', 'contact-1', '--occurrence', 'order-4711'];

describe('send', () => {
  it('requests a message as an application would, and names its key', async () => {
    const { run, published, ledger } = await operatorDesk();

    const { code, out } = await run(sendCommand, ...ONE, '--text-file', 'text.txt', '--json');

    expect(code).toBe(0);
    expect(published).toMatchObject([
      {
        detailType: 'NotificationRequested',
        detail: { contactId: 'contact-1', occurrence: 'order-4711', text: 'Your order is late.' },
      },
    ]);
    const { notificationKey } = readJson<{ notificationKey: string }>(out);
    expect(await ledger.fetchNotification(notificationKey)).toMatchObject({ kind: 'waiting' });
  });

  it('twice is the same message', async () => {
    const { run, ledger } = await operatorDesk();

    await run(sendCommand, ...ONE, '--text-file', '-');
    await run(sendCommand, ...ONE, '--text-file', '-');

    expect(ledger.notifications()).toHaveLength(1);
  });

  it('waits on demand, and says what came of it', async () => {
    const { run } = await operatorDesk();
    const later = ['--not-before', '2026-12-01T00:00:00Z', '--text-file', '-', '--wait'];

    const { code, out } = await run(sendCommand, ...ONE, ...later);

    expect(code).toBe(1);
    expect(out).toContain('HELD NOT_YET');
  });

  it.each([
    [['--text-file', '-', '--template', 'order-delayed'], 'either --text-file or --template'],
    [['--text-file', '-', '--session', 'shout'], 'UNKNOWN_POLICY'],
    [['--text-file', '-', '--not-before', 'tomorrow'], 'INVALID_TIME'],
  ])('publishes nothing that the stack would refuse: %j', async (wrong, hint) => {
    const { run, published } = await operatorDesk();

    const told = await run(sendCommand, ...ONE, ...wrong);

    expect(told).toMatchObject({ code: 2, out: '' });
    expect(told.err).toContain(hint);
    expect(published).toEqual([]);
  });
});

describe('cancel', () => {
  it('of a key takes back what waits', async () => {
    const { run, request, ledger } = await operatorDesk();
    const key = keyIn(await request());

    expect((await run(cancelCommand, key)).code).toBe(0);

    expect(await ledger.fetchNotification(key)).toMatchObject({
      conclusion: { reason: 'CANCELLED' },
    });
  });

  it('by contact and occurrence comes before the request, and takes the schedule along', async () => {
    const { run, ledger, kept } = await operatorDesk();
    const identity = { contactId: 'contact-1', type: 'default', occurrence: 'order-4711' };
    const name = nameOfOnce(identity);
    kept.set(name, { name, expression: '', timeZone: '', isRecurring: false, input: '{}' });

    await run(cancelCommand, ...ONE);

    expect(kept.size).toBe(0);
    expect(ledger.notifications()).toMatchObject([{ conclusion: { reason: 'CANCELLED' } }]);
  });

  it('says of what has ended how it ended', async () => {
    const { run, request, ledger, published } = await operatorDesk();
    const key = keyIn(await request());
    await ledger.conclude(aConclusion({ notificationKey: key }), []);

    const told = await run(cancelCommand, key);

    expect(told.code).toBe(1);
    expect(told.err).toMatch(/^ALREADY_ENDED: [^]*SENT DELIVERED_TO_EXISTING/);
    expect(published).toEqual([]);
  });

  it.each([[[]], [['--contact', 'contact-1']], [['A'.repeat(52), ...ONE]]])(
    'does not understand %j',
    async (argv) => {
      const { run } = await operatorDesk();

      expect((await run(cancelCommand, ...argv)).code).toBe(2);
    },
  );
});

describe('what contacts want, and whose session is whose', () => {
  it('is told with the time at which the operator said it', async () => {
    const { run, published } = await operatorDesk();

    await run(optOutCommand, 'contact-1');
    await run(optOutCommand, 'contact-1', '--undo');

    expect(published.map(({ detail }) => detail)).toMatchObject([
      { contactId: 'contact-1', consent: 'optedOut', changedAt: NOON },
      { contactId: 'contact-1', consent: 'optedIn', changedAt: NOON },
    ]);
  });

  it('is told for a web session', async () => {
    const { run, published } = await operatorDesk();

    await run(sessionCommand, 'web-1', '--contact', 'contact-1');

    expect(published).toMatchObject([
      {
        detailType: 'SessionRegistered',
        detail: { webchatSessionId: 'web-1', contactId: 'contact-1' },
      },
    ]);
  });

  it('is not told when it can be nobody', async () => {
    const { run, published } = await operatorDesk();

    const told = [
      await run(optOutCommand, 'Jane Doe'),
      await run(sessionCommand, 'web 1', '--contact', 'contact-1'),
    ];

    expect(told.map(({ code }) => code)).toEqual([2, 2]);
    expect(told.map(({ err }) => err).join()).not.toMatch(/Jane|web 1/);
    expect(published).toEqual([]);
  });
});

describe('the kill switch', () => {
  it('is pulled for everything or for types, and let go', async () => {
    const { run } = await operatorDesk();

    expect((await run(pauseCommand)).out).toContain('everything is paused');
    expect((await run(resumeCommand)).out).toContain('nothing is paused');
    expect((await run(pauseCommand, 'delivery-delay')).out).toContain('paused: delivery-delay');
  });

  it('knows no type that no notification can have', async () => {
    const { run } = await operatorDesk();

    expect((await run(pauseCommand, 'a type')).code).toBe(2);
  });
});
