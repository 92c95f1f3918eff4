import { check } from '../../local/story/promise-check';
import { countsOf } from './e2e-report';

const step = { name: 'a', title: 'A', ok: true, ms: 1, lines: [] };
const kept = check('a promise', 1, 1);
const broken = check('a promise', 1, 2);

describe('the counts of an end-to-end run', () => {
  it.each([
    ['every check', { steps: [{ ...step, checks: [kept, kept, broken] }] }, [2, 1]],
    ['a case that broke off', { steps: [{ ...step, checks: [kept], error: 'x' }] }, [1, 1]],
    [
      'a run that could not begin',
      { steps: [], failure: { code: 'X', message: 'x', nextStep: 'x' } },
      [0, 1],
    ],
  ])('have %s in them', (_, report, [passed, failed]) => {
    expect(countsOf(report)).toEqual({ passed, failed });
  });
});
