import { AwsCallError } from '../../../lambda/adapters/aws-json-client';
import { logged } from '../../../lambda/handlers/logged';
import type { LogFields } from '../../../lambda/domain/ports-telemetry';
import type { Measure } from '../../../lambda/domain/ports-telemetry';
import { aConclusion, anAttempt, anEvent, KEY } from '../../support/builders';

const context = { getRemainingTimeInMillis: () => 1234 };

const stage = () => {
  const lines: (LogFields & { level: string })[] = [];
  const counted: Measure[] = [];
  return {
    lines,
    counted,
    telemetry: {
      log: (level: string, fields: LogFields, measures: readonly Measure[] = []) => {
        lines.push({ level, ...fields });
        counted.push(...measures);
      },
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

  it('counts an outcome in the line that tells it', async () => {
    const { telemetry, lines, counted } = stage();
    const conclude = logged('Post message', telemetry, async () => ({
      kind: 'concluded',
      conclusion: aConclusion({ outcome: 'PARKED', reason: 'ANSWER_LOST' }),
    }));

    await conclude({}, context);

    expect(lines).toMatchObject([{ outcome: 'PARKED', reason: 'ANSWER_LOST' }]);
    expect(counted).toEqual([{ metric: 'Notifications', value: 1, by: [['outcome'], ['reason']] }]);
  });

  it('counts what a step of another kind measures', async () => {
    const { telemetry, counted } = stage();
    const measures = [{ metric: 'Sweeps', value: 1 }];

    await logged(
      'Sweep',
      telemetry,
      async () => ({ kind: 'swept' }),
      () => measures,
    )({}, context);

    expect(counted).toEqual(measures);
  });

  it('names notification, conversation and request in every line of an attempt, whatever came of it', async () => {
    const { telemetry, lines } = stage();
    const attempt = anAttempt({ requestId: 'request-1' });
    const outputs = [{ kind: 'nothing' }, { kind: 'doubt', notificationKey: KEY }];

    for (const output of outputs) {
      await logged('Post message', telemetry, async () => output)(attempt, context);
    }
    const failing = logged('Post message', telemetry, async () => {
      throw new TypeError('broken');
    });
    await expect(failing(attempt, context)).rejects.toThrow(TypeError);

    const trail = {
      notificationKey: KEY,
      conversationId: 'conversation-1',
      requestId: 'request-1',
    };
    expect(lines).toMatchObject([
      { ...trail, kind: 'nothing' },
      { ...trail, kind: 'doubt' },
      { ...trail, errorName: 'TypeError' },
    ]);
  });

  it('names the event that an attempt begins with, beside the notification it became', async () => {
    const { telemetry, lines } = stage();
    const event = anEvent('NotificationRequested', { text: 'a secret' });
    const load = logged('Load session', telemetry, async () => ({
      kind: 'ready',
      ...anAttempt(),
    }));

    await load({ executionName: 'execution-1', event }, context);

    expect(lines).toMatchObject([{ eventId: 'event-1', notificationKey: KEY }]);
  });

  it('tells keys and codes of what was decided, and nothing of the input', async () => {
    const { telemetry, lines } = stage();
    const refuse = logged('Load session', telemetry, async () => ({
      kind: 'invalid',
      text: 'a secret',
      rejection: {
        outcome: 'REJECTED' as const,
        reason: 'INVALID_EVENT',
        problems: [{ code: 'TEXT_EMPTY', path: 'detail.text', found: 'a secret' }],
      },
    }));

    await refuse({ event: { id: 'a secret', detail: { notificationKey: 'a secret' } } }, context);

    expect(lines).toMatchObject([
      {
        level: 'INFO',
        kind: 'invalid',
        outcome: 'REJECTED',
        reason: 'INVALID_EVENT',
        problems: [{ code: 'TEXT_EMPTY', path: 'detail.text' }],
      },
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
