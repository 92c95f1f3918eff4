import { slopeOf, toFindings } from '../../bench/growth/findings';
import type { Grown } from '../../bench/growth/findings';
import type { Taken } from '../../bench/growth/operations';

const taken = (operation: string, fields: Partial<Taken> = {}): Taken => ({
  operation,
  calls: 3,
  rowsRead: 1,
  reads: 2,
  writes: 1,
  ...fields,
});

const grown = (large: Partial<Taken>): Grown[] => [
  { size: 100, taken: [taken('send')] },
  { size: 10_000, taken: [taken('send', large)] },
];

describe('the growth of what an operation takes', () => {
  it('is nothing where every count stays', () => {
    expect(slopeOf(grown({}), 'send')).toBe(0);
  });

  it.each<[keyof Taken, Partial<Taken>]>([
    ['calls', { calls: 7 }],
    ['rowsRead', { rowsRead: 5 }],
    ['reads', { reads: 6 }],
    ['writes', { writes: 5 }],
  ])('is told per tenfold, also when it is only the %s that grow', (_, large) => {
    expect(slopeOf(grown(large), 'send')).toBe(2);
  });

  it('is not known of a single size, nor of an operation that was not measured', () => {
    expect(slopeOf(grown({}).slice(0, 1), 'send')).toBeNaN();
    expect(slopeOf(grown({}), 'another')).toBeNaN();
  });

  it('takes the steepest operation for the budget', () => {
    const [small, large] = grown({});
    const sizes = [
      { size: small!.size, taken: [...small!.taken, taken('list')] },
      { size: large!.size, taken: [...large!.taken, taken('list', { rowsRead: 101 })] },
    ];

    expect(toFindings(sizes, []).figures.slope).toBe(50);
  });

  it('tells what a sweep writes for each notification that is due', () => {
    const sweeps = [{ due: 100, taken: taken('sweep, 100 due', { writes: 300 }) }];

    expect(toFindings(grown({}), sweeps).figures.writesOfSweep).toBe(3);
  });
});
