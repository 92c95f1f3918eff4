import { broken, ok, unknown, warning } from '../../../cli/doctor/check';
import type { Check, Finding } from '../../../cli/doctor/check';
import { runChecks } from '../../../cli/doctor/run-checks';

type Ports = Record<string, never>;

const check = (
  id: Check<Ports>['id'],
  needs: Check<Ports>['needs'],
  run: () => Promise<Finding>,
): Check<Ports> => ({ id, title: `The ${id}`, needs, run });

const run = async (checks: readonly Check<Ports>[]) => {
  const heard: string[] = [];
  const onVerdict = ({ id }: { id: string }) => heard.push(id);
  return { verdicts: await runChecks(checks, {}, { limitMs: 20, onVerdict }), heard };
};

const counted = () => {
  let times = 0;
  const answer = async () => {
    times += 1;
    return ok('fine');
  };
  return { run: answer, times: () => times };
};

const fails = (error: Error) => async (): Promise<Finding> => {
  throw error;
};

const serviceError = (name: string): Error =>
  Object.assign(new Error('not for you'), { name, $fault: 'client' });

describe('checks', () => {
  it.each([
    [broken('it is gone', 'mend it'), 'because "The stack" is broken'],
    [unknown('no answer', 'ask again'), 'because "The stack" is unknown'],
  ])('are not run, and never ok, when what they need is $kind', async (finding, evidence) => {
    const later = counted();
    const { verdicts } = await run([
      check('stack', [], async () => finding),
      check('rules', ['stack'], later.run),
      check('intake', ['rules'], later.run),
    ]);

    expect(verdicts.slice(1)).toMatchObject([
      { kind: 'notChecked', evidence },
      { kind: 'notChecked', evidence: 'because "The rules" was not checked' },
    ]);
    expect(later.times()).toBe(0);
  });

  it('are run when what they need is only not quite right', async () => {
    const { verdicts } = await run([
      check('stack', [], async () => warning('it is being updated', 'wait')),
      check('rules', ['stack'], async () => ok('fine')),
    ]);

    expect(verdicts.map(({ kind }) => kind)).toEqual(['warning', 'ok']);
  });

  it('are run once each, however many need them', async () => {
    const first = counted();
    await run([
      check('stack', [], first.run),
      check('rules', ['stack'], async () => ok('fine')),
      check('intake', ['stack', 'rules'], async () => ok('fine')),
    ]);

    expect(first.times()).toBe(1);
  });

  it('do not wait for one another unless they have to', async () => {
    const { verdicts, heard } = await run([
      check('stack', [], () => new Promise(() => undefined)),
      check('rules', [], async () => ok('fine')),
    ]);

    expect(heard).toEqual(['rules', 'stack']);
    expect(verdicts.map(({ id }) => id)).toEqual(['stack', 'rules']);
  });

  it('know nothing when their time is over', async () => {
    const { verdicts } = await run([check('stack', [], () => new Promise(() => undefined))]);

    expect(verdicts).toMatchObject([{ kind: 'unknown', evidence: 'no answer within 0.02 s' }]);
  });

  it.each([
    [serviceError('AccessDeniedException'), /rights/],
    [serviceError('UnknownOperationException'), /emulator/],
    [Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }), /network/],
  ])('know nothing when they may or can not ask: %s', async (error, nextStep) => {
    const { verdicts } = await run([check('stack', [], fails(error))]);

    expect(verdicts.map(({ kind }) => kind)).toEqual(['unknown']);
    expect(JSON.stringify(verdicts)).toMatch(nextStep);
  });

  it('do not hide a fault of their own', async () => {
    const fault = new TypeError('not a function');

    await expect(run([check('stack', [], fails(fault))])).rejects.toBe(fault);
  });
});
