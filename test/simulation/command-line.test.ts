import * as v from 'valibot';
import { simulate } from './simulate';

async function run(...words: string[]) {
  const told = { stdout: '', stderr: '' };
  const code = await simulate(words, {
    write: (text) => {
      told.stdout += text;
    },
    complain: (text) => {
      told.stderr += text;
    },
  });
  return { code, ...told };
}

const figuresSchema = v.record(v.string(), v.unknown());

const SOME = ['--schedules', '60', '--seed', '5'];
describe('simulate', () => {
  it('prints exactly the figures as JSON, and the same ones every time', async () => {
    const first = await run(...SOME, '--json');
    const second = await run(...SOME, '--json');

    const { seconds, ...figures } = v.parse(figuresSchema, JSON.parse(first.stdout));
    expect(first.code).toBe(0);
    expect(Object.keys(figures)).toEqual([
      'schedules',
      'profile',
      'seed',
      'duplicates',
      'falseSent',
      'silentLosses',
      'stuck',
      'consentBreaks',
      'sent',
      'parked',
      'traceHash',
    ]);
    expect(typeof seconds).toBe('number');
    expect(JSON.parse(second.stdout)).toMatchObject(figures);
  });

  it('tells the shortest story of a failure and exits with 1', async () => {
    const { code, stdout } = await run(...SOME, '--mutant', 'a server error counts as not sent');

    expect(code).toBe(1);
    expect(stdout).toContain('Broken: ');
    expect(stdout).toMatch(/seed \d+, policy (park|resend): /);
    expect(stdout).toMatch(/\d+ faults drawn, \d+ needed/);
  });

  it('exits with 0 after a control, which breaks guarantees as it must', async () => {
    const { code, stdout } = await run(...SOME, '--control', 'naive', '--json');

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ schedules: 60, profile: 'harsh' });
  });

  it.each([
    ['--schedules', 'many', 'whole number'],
    ['--profile', 'gentle', 'Allowed choices'],
    ['--control', 'perfect', 'Allowed choices'],
  ])('refuses %s %s with 2', async (option, value, problem) => {
    const { code, stderr } = await run(option, value);

    expect(code).toBe(2);
    expect(stderr).toContain(problem);
  });
});
