import { parseCommandLine } from '../../../local/story/command-line';
import { written } from '../../support/written';
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
  ])('refuses %s', (_what, args, sentence) => {
    const shown = { stdout: '', stderr: '' };
    let parsed: unknown;
    shown.stdout = written(process.stdout, () => {
      shown.stderr = written(process.stderr, () => {
        parsed = parseCommandLine(args);
      });
    });

    expect(parsed).toEqual({ kind: 'done', exitCode: 2 });
    expect(shown.stderr).toContain(sentence);
    expect(shown.stdout).toBe('');
  });

  it('ends with exit code 2 after a mistake', async () => {
    const run = npmStart('--onec');

    await expect(run.exited).resolves.toEqual({ code: 2, signal: null });
  });
});
