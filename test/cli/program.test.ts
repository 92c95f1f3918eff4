import { Command } from 'commander';
import type { CommandIo } from '../../cli/command-io';
import { CommandError } from '../../cli/command-error';
import { proactiveCommand } from '../../cli/proactive';
import { showProgress } from '../../cli/progress';
import { runCommand } from '../../cli/run-command';
import { readStackFlags } from '../../cli/stack-flags';

function terminal(environment: CommandIo['environment'] = {}) {
  const told = { out: '', err: '', code: 0 };
  const io: CommandIo = {
    environment,
    nowMs: () => 0,
    write: (text) => {
      told.out += text;
    },
    complain: (text) => {
      told.err += text;
    },
    readText: async () => '',
    exit: (code) => {
      told.code = code;
    },
  };
  return { io, told };
}

async function proactive(argv: readonly string[], environment?: CommandIo['environment']) {
  const { io, told } = terminal(environment);
  await runCommand(proactiveCommand(io), argv, io);
  return told;
}

const names = proactiveCommand(terminal().io).commands.map((command) => command.name());

describe('npx proactive', () => {
  it('has a command for everything an operator does', () => {
    expect(names).toEqual([
      'status',
      'list',
      'send',
      'schedule',
      'cancel',
      'redrive',
      'plan',
      'doctor',
      'pause',
      'resume',
      'optout',
      'session',
      'erase',
    ]);
  });

  it.each(names)('explains %s with an example, on standard output', async (name) => {
    const { out, err, code } = await proactive([name, '--help']);

    expect({ err, code }).toEqual({ err: '', code: 0 });
    expect(out).toMatch(/Examples?:\n {2}(npx proactive|npm run)/);
  });

  it.each(names.filter((name) => name !== 'schedule'))(
    '%s takes the flags that all commands take',
    async (name) => {
      const { out } = await proactive([name, '--help']);

      for (const flag of ['--stack', '--region', '--endpoint', '--json', '--debug']) {
        expect(out).toContain(flag);
      }
    },
  );

  it.each([['nonsense'], ['list', '--outcome', 'held', '--colour'], ['erase']])(
    'does not understand %s and says so in a line',
    async (...argv) => {
      const { out, err, code } = await proactive(argv, { PROACTIVE_STACK: 'a-stack' });

      expect({ out, code }).toEqual({ out: '', code: 2 });
      expect(err).toMatch(/^error: .*\nTry it with --help\.\n$/);
    },
  );

  it('asks for a stack before it looks for one', async () => {
    const { err, code } = await proactive(['list', '--outcome', 'held']);

    expect(code).toBe(2);
    expect(err).toContain('PROACTIVE_STACK');
  });
});

describe('the flags of a command', () => {
  it('win over the variables that stand in for them', () => {
    const environment = { PROACTIVE_STACK: 'theirs', AWS_ENDPOINT_URL: 'http://localhost:1' };
    const mine = { stack: 'mine', endpoint: 'http://localhost:2' };

    expect(readStackFlags(mine, { environment })).toMatchObject(mine);
    expect(readStackFlags({}, { environment })).toMatchObject({
      stack: 'theirs',
      endpoint: 'http://localhost:1',
    });
  });

  it.each(['localhost:4566', 'ftp://host', 'nonsense'])('name no endpoint %s', (endpoint) => {
    expect(() => readStackFlags({ stack: 'a', endpoint }, { environment: {} })).toThrow(
      '--endpoint',
    );
  });
});

/** Errors as AWS, its client and Node make them: a name, a code, a cause. */
const errorOf = (name: string, message: string, more: { code?: string; cause?: Error } = {}) =>
  Object.assign(new Error(message, { cause: more.cause }), { name, code: more.code });

async function failing(error: Error, ...argv: string[]) {
  const { io, told } = terminal();
  const command = new Command('fails').option('--debug').action(() => {
    throw error;
  });
  await runCommand(command, argv, io);
  return told;
}

describe('what goes wrong', () => {
  it.each([
    ['CREDENTIALS_MISSING', errorOf('CredentialsProviderError', 'no providers')],
    ['CREDENTIALS_REFUSED', errorOf('ExpiredTokenException', 'expired')],
    [
      'CREDENTIALS_REFUSED',
      errorOf('AwsCallError', 'dynamodb GetItem: UnrecognizedClientException'),
    ],
    [
      'ACCESS_DENIED',
      errorOf('AccessDeniedException', 'not authorized to perform: dynamodb:Query'),
    ],
    ['HOST_UNKNOWN', errorOf('Error', 'getaddrinfo', { code: 'ENOTFOUND' })],
    [
      'ENDPOINT_UNREACHABLE',
      errorOf('Error', '', { cause: errorOf('E', '', { code: 'ECONNREFUSED' }) }),
    ],
    ['ENDPOINT_UNREACHABLE', new AggregateError([errorOf('E', '', { code: 'ECONNREFUSED' })])],
    ['MINE', new CommandError('MINE', 'It is mine.', 'Take it.')],
  ])('is told as %s: one sentence, a next step, no stack trace', async (code, error) => {
    const told = await failing(error);

    expect(told).toMatchObject({ code: 1, out: '' });
    expect(told.err).toMatch(new RegExp(`^${code}: [^\n]+\n[^\n]+\n$`));
  });

  it('is told with its origin when asked', async () => {
    const cause = errorOf('Error', 'the reason', { code: 'ECONNREFUSED' });

    const { err } = await failing(errorOf('Error', 'the surface', { cause }), '--debug');

    expect(err).toContain('ENDPOINT_UNREACHABLE');
    expect(err).toMatch(/the surface[^]*\n {4}at [^]*caused by Error: the reason/);
  });
});

const after = (steps: number, total: number, isTerminal: boolean): string => {
  const { io, told } = terminal();
  const progress = showProgress(io, total, 'rows', isTerminal);
  for (let step = 0; step < steps; step += 1) progress.step();
  progress.end();
  return told.err;
};

describe('progress', () => {
  it('is a bar on a terminal', () => {
    expect(after(20, 20, true)).toMatch(/\r\[#{24}\] 20 of 20 rows\n$/);
  });

  it('is a line now and then in a file', () => {
    expect(after(250, 250, false)).toBe('100 of 250 rows\n200 of 250 rows\n');
  });

  it('is nothing for what is over in a moment', () => {
    expect(after(3, 3, true)).toBe('');
  });
});
