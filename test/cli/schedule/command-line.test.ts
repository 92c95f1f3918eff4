import { notificationRequestedSchema } from '../../../lambda/contract/request-events';
import { parseInput } from '../../../lambda/contract/problems';
import { readJson } from '../../local/genesys/support/read-json';
import { scheduleDesk as desk } from '../../support/schedule-desk';

const ONE = ['--contact', 'contact-1', '--occurrence', 'order-4711'];
const TEXT = ['--text-file', 'text.txt'];
const AT = ['--at', '2026-12-01T09:00', '--zone', 'Europe/Berlin'];
const WEEKLY = ['--contact', 'contact-1', '--name', 'news', '--cron', '0 9 ? * MON *'];

describe('creating a schedule', () => {
  it('keeps the request of a single message, deleted once it has fired', async () => {
    const { run, only } = desk();

    expect(await run('create', ...ONE, ...TEXT, ...AT)).toMatchObject({ code: 0, err: '' });

    const { input, ...rest } = only();
    expect(rest).toMatchObject({
      expression: 'at(2026-12-01T08:00:00)',
      timeZone: 'UTC',
      isRecurring: false,
    });
    expect(rest.name).toMatch(/^once-[0-9a-f]{40}$/);
    expect(parseInput(notificationRequestedSchema, readJson(input))).toMatchObject({
      kind: 'valid',
      value: { contactId: 'contact-1', occurrence: 'order-4711', text: 'Your order arrives.' },
    });
  });

  it('twice is creating it once', async () => {
    const { run, kept, tokens } = desk();
    await run('create', ...ONE, ...TEXT, ...AT);

    const { code, out } = await run('create', ...ONE, ...TEXT, ...AT, '--json');

    expect(code).toBe(0);
    expect(readJson(out)).toMatchObject({ result: 'unchanged' });
    expect(kept.size).toBe(1);
    expect(new Set(tokens).size).toBe(1);
  });

  it('of another content leaves the one that stands alone', async () => {
    const { run, only } = desk();
    await run('create', ...ONE, ...TEXT, ...AT);

    const { code, out } = await run('create', ...ONE, ...TEXT, '--after', '2h');

    expect(code).toBe(1);
    expect(out).toContain('reschedule');
    expect(only().expression).toBe('at(2026-12-01T08:00:00)');
  });

  it('gives every occurrence of a recurring message the time at which it was due', async () => {
    const { run, only } = desk('News & <b>more</b> <aws.scheduler.execution-id>');

    await run('create', ...WEEKLY, ...TEXT, '--zone', 'Europe/Berlin');

    const { input, ...rest } = only();
    expect(rest).toEqual({
      name: 'every-news',
      expression: 'cron(0 9 ? * MON *)',
      timeZone: 'Europe/Berlin',
      isRecurring: true,
    });
    // The one word that Scheduler replaces; those of the text it must leave alone.
    expect(input.match(/<[^>]*>/g)).toEqual(['<aws.scheduler.scheduled-time>']);
    const fired = input.replace('<aws.scheduler.scheduled-time>', '2026-09-21T07:00:00Z');
    expect(parseInput(notificationRequestedSchema, readJson(fired))).toMatchObject({
      kind: 'valid',
      value: {
        occurrence: 'news-2026-09-21T07:00:00Z',
        text: 'News & <b>more</b> <aws.scheduler.execution-id>',
      },
    });
  });

  it('takes a template instead of a text', async () => {
    const { run, only } = desk();
    const template = ['--template', 'order-delayed', '--variable', 'order=4711'];

    await run('create', ...ONE, ...AT, ...template);

    expect(readJson(only().input)).toMatchObject({
      template: { id: 'order-delayed', variables: { order: '4711' } },
    });
  });

  it.each([
    ['no time', [...ONE, ...TEXT], /exactly one of/],
    ['no words', [...ONE, ...AT], /--text-file or --template/],
    ['no contact', ['--occurrence', 'o', ...TEXT, ...AT], /--contact is missing/],
    ['no occurrence', ['--contact', 'c', ...TEXT, ...AT], /needs --occurrence/],
    [
      'a contact with a blank',
      ['--contact', 'a b', '--occurrence', 'o', ...TEXT, ...AT],
      /contactId: INVALID_ID/,
    ],
    ['a recurring message of one occurrence', [...ONE, ...TEXT, '--rate', '1 day'], /needs --name/],
    [
      'an end before the beginning',
      [...ONE, ...TEXT, ...AT, '--deliver-by', '2026-12-01T08:00:00Z'],
      /deliverBy: DELIVER_BY_TOO_EARLY/,
    ],
    [
      'an end of what recurs',
      [...WEEKLY, ...TEXT, '--deliver-by', '2026-12-01T08:00:00Z'],
      /--deliver-by/,
    ],
    [
      'an unknown policy',
      [...ONE, ...TEXT, ...AT, '--session', 'never'],
      /policy.session: UNKNOWN_POLICY/,
    ],
    ['a misspelled option', [...ONE, ...TEXT, ...AT, '--zoen', 'UTC'], /unknown option/],
  ])('with %s ends as misunderstood before anything is written', async (_, argv, message) => {
    const { run, kept, tokens } = desk();

    const { code, err } = await run('create', ...argv);

    expect(code).toBe(2);
    expect(err).toMatch(message);
    expect([kept.size, tokens.length]).toEqual([0, 0]);
  });

  it('does not say the text when it is refused', async () => {
    const { run } = desk('x'.repeat(2001));

    const { code, err } = await run('create', ...ONE, ...TEXT, ...AT);

    expect(code).toBe(2);
    expect(err).toMatch(/text: TEXT_TOO_LONG, .* found string of 2001 characters/);
    expect(err).not.toContain('xxx');
  });
});

describe('changing a schedule', () => {
  it('moves it, and keeps what it says', async () => {
    const { run, only } = desk();
    await run('create', ...ONE, ...TEXT, ...AT);
    const { input } = only();

    expect(await run('reschedule', ...ONE, '--after', '2h')).toMatchObject({ code: 0 });
    expect(only()).toMatchObject({ expression: 'at(2026-09-20T14:00:00)', input });
  });

  it('tells the stack to move what its schedule has requested already', async () => {
    const { run, published } = desk();

    expect(await run('reschedule', ...ONE, '--after', '2h')).toMatchObject({ code: 0 });
    expect(published).toEqual([
      {
        detailType: 'NotificationRescheduled',
        detail: {
          version: '1',
          contactId: 'contact-1',
          type: 'default',
          occurrence: 'order-4711',
          notBefore: '2026-09-20T14:00:00.000Z',
        },
      },
    ]);
  });

  it('tells the stack first when it cancels: the schedule may be firing', async () => {
    const { run, kept, published } = desk();
    await run('create', ...ONE, ...TEXT, ...AT);

    expect(await run('cancel', ...ONE)).toMatchObject({ code: 0 });
    expect(published).toMatchObject([
      { detailType: 'NotificationCancelled', detail: { occurrence: 'order-4711' } },
    ]);
    expect(kept.size).toBe(0);
  });

  it('stops a recurring message by its name', async () => {
    const { run, kept, published } = desk();
    await run('create', ...WEEKLY, ...TEXT);

    expect(await run('reschedule', '--name', 'news', '--rate', '1 day')).toMatchObject({ code: 0 });
    expect(await run('cancel', '--name', 'news')).toMatchObject({ code: 0 });
    expect([kept.size, published.length]).toEqual([0, 0]);
  });

  it.each([
    [1, ['cancel', '--name', 'news']],
    [1, ['reschedule', '--name', 'news', '--rate', '1 day']],
    [2, ['cancel']],
    [2, ['cancel', ...ONE, '--name', 'news']],
    [2, ['reschedule', ...ONE, '--rate', '1 day']],
  ])('ends with %i for %p', async (expected, argv) => {
    const { run } = desk();

    expect(await run(...argv)).toMatchObject({ code: expected });
  });
});

describe('listing schedules', () => {
  it('shows when each fires next, and neither contact nor text', async () => {
    const { run } = desk();
    await run('create', ...ONE, ...TEXT, ...AT);
    await run('create', ...WEEKLY, ...TEXT, '--zone', 'Europe/Berlin');

    const { out } = await run('list', '--json');

    expect(readJson(out)).toMatchObject([
      { occurrence: 'order-4711', next: '2026-12-01T08:00:00Z' },
      { name: 'every-news', timeZone: 'Europe/Berlin', next: '2026-09-21T07:00:00.000Z' },
    ]);
    expect((await run('list')).out).toContain('every-news');
    expect(out).not.toMatch(/contact-1|arrives/);
  });

  it('says so when there are none', async () => {
    expect(await desk().run('list')).toMatchObject({ code: 0, out: 'no schedules\n' });
  });
});
