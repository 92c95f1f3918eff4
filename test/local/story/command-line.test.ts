import { npmStart } from './support/npm-start';

describe('the command line of npm start', () => {
  it('explains itself with examples', async () => {
    const run = npmStart('--help');
    const { code } = await run.exited;

    expect(code).toBe(0);
    expect(run.stdout()).toContain('--endpoint <url|account>');
    expect(run.stdout()).toContain('npm start -- --once --json > story.json');
  });

  it.each([
    ['an unknown flag', ['--onec'], "unknown option '--onec'"],
    ['a port that is none', ['--port', 'http'], 'Expected a port'],
    ['an endpoint that is no URL', ['--endpoint', 'localhost'], 'Expected http(s)://host:port'],
    [
      'a port of an emulator that is not ours',
      ['--port', '1', '--endpoint', 'account'],
      'cannot be used',
    ],
    ['a word too many', ['once'], 'too many arguments'],
  ])('refuses %s with exit code 2', async (_what, args, sentence) => {
    const run = npmStart(...args);
    const { code } = await run.exited;

    expect(code).toBe(2);
    expect(run.stderr()).toContain(sentence);
    expect(run.stdout()).toBe('');
  });
});
