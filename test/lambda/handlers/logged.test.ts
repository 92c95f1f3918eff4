import { AwsCallError } from '../../../lambda/adapters/aws-json-client';
import type { Context } from 'aws-lambda';
import { logged } from '../../../lambda/handlers/logged';
import type { LogFields } from '../../../lambda/domain/ports';
import { aConclusion, KEY } from '../../support/builders';

const unused = (): void => undefined;
const context: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'function',
  functionVersion: '1',
  invokedFunctionArn: 'arn',
  memoryLimitInMB: '256',
  awsRequestId: 'request-1',
  logGroupName: 'group',
  logStreamName: 'stream',
  getRemainingTimeInMillis: () => 1234,
  done: unused,
  fail: unused,
  succeed: unused,
};

const stage = () => {
  const lines: (LogFields & { level: string })[] = [];
  const counted: unknown[] = [];
  return {
    lines,
    counted,
    telemetry: {
      log: (level: string, fields: LogFields) => void lines.push({ level, ...fields }),
      count: (...args: unknown[]) => void counted.push(args),
    },
  };
};

describe('logged', () => {
  it('gives the step its input and the time that is left', async () => {
    const { telemetry } = stage();
    const echo = logged('Echo', telemetry, async (input, remainingMs) => ({
      input,
      remaining: remainingMs(),
      kind: 'echo',
    }));

    expect(await echo('in', context)).toEqual({ input: 'in', remaining: 1234, kind: 'echo' });
  });

  it('counts an outcome under its name', async () => {
    const { telemetry, counted } = stage();
    const conclude = logged('Post message', telemetry, async () => ({
      kind: 'concluded',
      conclusion: aConclusion({ outcome: 'PARKED' }),
    }));

    await conclude({}, context);

    expect(counted).toEqual([['Notifications', 1, { Outcome: 'PARKED' }]]);
  });

  it('tells keys and codes of what was decided, and nothing of the input', async () => {
    const { telemetry, lines } = stage();
    const refuse = logged('Load session', telemetry, async () => ({
      kind: 'invalid',
      text: 'a secret',
      rejection: { problems: [{ code: 'TEXT_EMPTY', path: 'detail.text', found: 'a secret' }] },
    }));

    await refuse({ text: 'a secret' }, context);

    expect(lines).toMatchObject([
      { level: 'INFO', kind: 'invalid', problems: [{ code: 'TEXT_EMPTY', path: 'detail.text' }] },
    ]);
    expect(JSON.stringify(lines)).not.toContain('a secret');
  });

  it('throws on what the step throws, and tells its name only', async () => {
    const { telemetry, lines } = stage();
    const fail = logged('Post message', telemetry, async () => {
      throw new TypeError(`cannot send a secret of ${KEY}`);
    });

    await expect(fail({}, context)).rejects.toThrow(TypeError);
    expect(lines).toMatchObject([{ level: 'ERROR', errorName: 'TypeError' }]);
    expect(JSON.stringify(lines)).not.toContain('a secret');
  });

  it('tells the permission that the function lacks', async () => {
    const { telemetry, lines } = stage();
    const fail = logged('Post message', telemetry, async () => {
      throw new AwsCallError('dynamodb PutItem: AccessDeniedException', 'dynamodb:PutItem');
    });

    await expect(fail({}, context)).rejects.toThrow(AwsCallError);
    expect(lines).toMatchObject([{ level: 'ERROR', missingPermission: 'dynamodb:PutItem' }]);
  });
});
