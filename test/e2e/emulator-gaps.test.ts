import { EMULATOR_GAPS } from './emulator-gaps';
import { isCovered } from './gap-cover';

describe('what the emulator lacks', () => {
  it.each(EMULATOR_GAPS)('$lacks: is covered by a test that exists', (gap) => {
    expect(isCovered(gap)).toBe(true);
  });

  it.each([
    ['whose file is gone', { file: 'test/lib/nowhere.test.ts' }],
    ['that has another name', { test: 'rings at the first' }],
  ])('is not covered by a test %s', (_, difference) => {
    expect(isCovered({ ...EMULATOR_GAPS[0]!, ...difference })).toBe(false);
  });
});
