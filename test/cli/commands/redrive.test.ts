import { redriveCommand } from '../../../cli/redrive/command';
import { readJson } from '../../local/genesys/support/read-json';
import { aConclusion, aRequest, keyOf } from '../../support/builders';
import { keyIn } from '../../support/load-stage';
import { operatorDesk } from '../../support/operator-desk';

const MISSING = { outcome: 'REJECTED', reason: 'MISSING_PERMISSION' } as const;

/** Two notifications that were refused for a permission, and one that was sent. */
async function deskOfThree() {
  const desk = await operatorDesk();
  const end = async (occurrence: string, how: object) => {
    const notificationKey = keyIn(await desk.request({ occurrence }));
    await desk.ledger.conclude(aConclusion({ notificationKey, ...how }), []);
    return notificationKey;
  };
  const refused = [await end('order-1', MISSING), await end('order-2', MISSING)];
  const sent = await end('order-3', {});
  const asked = () =>
    desk.published
      .filter(({ detailType }) => detailType === 'RedriveRequested')
      .map(({ detail }) => detail);
  return { ...desk, refused, sent, asked };
}

const ALL = ['--outcome', 'rejected', '--reason', 'MISSING_PERMISSION'];

describe('redrive', () => {
  it('shows a plan first, and writes nothing', async () => {
    const { run, refused, asked, ledger } = await deskOfThree();
    const before = ledger.notifications();

    const { code, out } = await run(redriveCommand, ...ALL);

    expect(code).toBe(0);
    for (const key of refused) expect(out).toContain(key);
    expect(out).toContain('send it now into the conversation');
    expect(out).toContain('--yes');
    expect(asked()).toEqual([]);
    expect(ledger.notifications()).toEqual(before);
  });

  it('asks the stack with --yes, once for each as it stood', async () => {
    const { run, refused, asked, ledger } = await deskOfThree();

    await run(redriveCommand, ...ALL, '--yes');

    expect(new Set(asked())).toEqual(
      new Set(refused.map((notificationKey) => ({ version: '1', notificationKey, redrives: 0 }))),
    );
    expect(ledger.notifications().filter(({ kind }) => kind === 'waiting')).toHaveLength(2);
  });

  it('selects no more than asked for', async () => {
    const { run, asked } = await deskOfThree();

    await run(redriveCommand, ...ALL, '--limit', '1', '--yes');

    expect(asked()).toHaveLength(1);
  });

  it('never redrives what was sent', async () => {
    const { run, sent, asked } = await deskOfThree();

    const { code, out } = await run(redriveCommand, sent, '--yes');

    expect(code).toBe(1);
    expect(out).toContain('it was sent');
    expect(asked()).toEqual([]);
  });

  it('leaves alone what would be refused again, and says why', async () => {
    const { run, refused, asked, ledger, desk } = await deskOfThree();
    const recipientRef = await desk.names.recipientRefOf('contact-1');
    await ledger.changePreference({ recipientRef, consent: 'optedOut', atMs: 1 });

    const { code, out } = await run(redriveCommand, ...refused, '--yes');

    expect(code).toBe(1);
    expect(out).toContain('OPTED_OUT');
    expect(asked()).toEqual([]);
  });

  it('says of a lost answer that it is looked for first', async () => {
    const { run, request, ledger } = await operatorDesk();
    const notificationKey = keyIn(await request());
    const lost = { outcome: 'PARKED', reason: 'ANSWER_LOST' } as const;
    await ledger.conclude(aConclusion({ notificationKey, ...lost }), []);
    await ledger.keepDoubt(notificationKey, { sentAtMs: 1, conversationId: 'conversation-1' });

    const { out } = await run(redriveCommand, '--outcome', 'parked', '--json');

    expect(readJson<object>(out)).toMatchObject({
      asked: 0,
      planned: [{ notificationKey, forecast: { kind: 'settle' }, isWorthIt: true }],
    });
  });

  it.each([[[]], [[keyOf('A'), '--outcome', 'held']], [['--reason', 'PAUSED']], [['a-word']]])(
    'does not understand %j',
    async (argv) => {
      const { run } = await operatorDesk();

      expect(await run(redriveCommand, ...argv)).toMatchObject({ code: 2, out: '' });
    },
  );
});

const event = (fields: object) => ({
  id: 'event-1',
  source: 'shop.orders',
  'detail-type': 'NotificationRequested',
  detail: aRequest(fields),
});
describe('redriving a queue of failed events', () => {
  const messages = [
    { handle: 'good', body: JSON.stringify({ event: event({}), cause: { Error: 'Timeout' } }) },
    { handle: 'bad', body: JSON.stringify({ event: event({ text: '' }), cause: {} }) },
    { handle: 'odd', body: 'no event at all' },
    {
      handle: 'theirs',
      body: JSON.stringify({ ...event({}), source: 'aws.partner/genesys.com/x' }),
    },
  ];

  it('publishes again what can be used now, by its own source, and leaves the rest', async () => {
    const { run, failed, published } = await operatorDesk();
    failed.push(...messages);

    const { code, out } = await run(redriveCommand, '--queue', 'rejected', '--yes');

    expect(code).toBe(1);
    expect(published).toEqual([
      { detailType: 'NotificationRequested', detail: aRequest(), source: 'shop.orders' },
    ]);
    expect(failed.map(({ handle }) => handle)).toEqual(['bad', 'odd', 'theirs']);
    expect(out).toContain('TEXT_EMPTY');
  });

  it('writes nothing without --yes', async () => {
    const { run, failed, published } = await operatorDesk();
    failed.push(...messages);

    await run(redriveCommand, '--queue', 'rejected');

    expect(published).toEqual([]);
    expect(failed).toHaveLength(4);
  });
});
