import { parseCommandLine } from './command-line';
import type { E2eCase } from './e2e-case';

const anyCase = (name: string, ownEmulator = false): E2eCase => ({
  name,
  title: name,
  ownEmulator,
  run: async () => undefined,
});
const CASES = [anyCase('update'), anyCase('destroy'), anyCase('told-story', true)];

const namesOf = (...args: string[]): string[] => {
  const parsed = parseCommandLine(args, CASES);
  return parsed.kind === 'run' ? parsed.cases.map(({ name }) => name) : [];
};

describe('the command line of the end-to-end run', () => {
  it('runs every case', () => {
    expect(namesOf()).toEqual(['update', 'destroy', 'told-story']);
  });

  it('runs the cases that are named, in the order of a life of a stack', () => {
    expect(namesOf('--only', 'destroy', 'update')).toEqual(['update', 'destroy']);
  });

  it('leaves out what has an emulator of its own where another one is named', () => {
    const there = namesOf('--endpoint', 'http://localhost:4566/');

    expect(there).toContain('destroy');
    expect(there).not.toContain('told-story');
  });

  it('deploys into an account by way of a tunnel', () => {
    const args = ['--endpoint', 'account', '--simulator-port', '80', '--simulator-url', 'http://a'];

    expect(parseCommandLine(args, CASES)).toMatchObject({
      options: { endpoint: 'account', simulatorPort: 80, simulatorUrl: 'http://a', json: false },
    });
  });

  it('lists the cases', () => {
    expect(parseCommandLine(['--list'], CASES)).toEqual({ kind: 'list' });
  });
});
