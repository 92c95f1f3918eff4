import { differencesOf, mustAgree, StoresDisagreeError } from '../../bench/growth/agreement';
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

const inMemory = (size: number, ...all: Taken[]): Grown => ({ store: 'memory', size, taken: all });
const inEmulator = (size: number, ...all: Taken[]): Grown => ({
  ...inMemory(size, ...all),
  store: 'emulator',
});

describe('the growth of what an operation takes', () => {
  it('is nothing where every count stays', () => {
    const grown = [inMemory(100, taken('send')), inMemory(10_000, taken('send'))];

    expect(slopeOf(grown, 'send', 'calls')).toBe(0);
  });

  it.each([
    ['calls', { calls: 7 }],
    ['rowsRead', { rowsRead: 5 }],
    ['reads', { reads: 6 }],
    ['writes', { writes: 5 }],
  ] as const)('is told per tenfold, also when it is only the %s that grow', (measure, large) => {
    const grown = [inMemory(100, taken('send')), inMemory(10_000, taken('send', large))];

    expect(slopeOf(grown, 'send', measure)).toBe(2);
    expect(toFindings(grown, []).figures.slope).toBe(2);
  });

  it('does not hide a rise that another size takes back', () => {
    const sizes = [1, 5, 1].map((calls, at) => inMemory(10 ** (at + 2), taken('send', { calls })));

    expect(slopeOf(sizes, 'send', 'calls')).toBe(4);
  });

  it('is not known of a single size, nor of an operation that was not measured', () => {
    expect(slopeOf([inMemory(100, taken('send'))], 'send', 'calls')).toBeNaN();
    expect(slopeOf([inMemory(100, taken('send'))], 'another', 'calls')).toBeNaN();
  });

  it('takes the steepest operation for the budget, and says that something grows', () => {
    const sizes = [
      inMemory(100, taken('send'), taken('list')),
      inMemory(10_000, taken('send'), taken('list', { rowsRead: 101 })),
    ];

    const { figures, conclusions } = toFindings(sizes, []);

    expect(figures).toMatchObject({ slope: 50, largest: 10_000 });
    expect(conclusions[0]).toContain('50');
  });

  it('has a row for each count of each operation, and a column for each size', () => {
    const sizes = [inEmulator(100, taken('send')), inMemory(100, taken('send'))];
    const { tables } = toFindings([...sizes, inMemory(1_000, taken('send'))], []);

    expect(tables[0]?.head).toEqual(['operation', 'takes', '100', '1,000', 'slope per tenfold']);
    expect(tables[0]?.rows).toHaveLength(4);
    expect(tables[0]?.rows[0]).toEqual(['send', 'calls', 3, 3, 0]);
    expect(tables[0]?.notes.join(' ')).toContain("At 100 the emulator's DynamoDB");
  });

  it('tells what a sweep writes for each notification that is due', () => {
    const sweeps = [{ due: 100, taken: taken('sweep, 100 due', { writes: 300 }) }];

    expect(toFindings([inMemory(100, taken('send'))], sweeps).figures.writesOfSweep).toBe(3);
  });
});

describe('the agreement of the two stores', () => {
  it('is told when both count every operation alike', () => {
    const stores = [
      inEmulator(100, taken('send')),
      inMemory(100, taken('send')),
      inMemory(1_000, taken('send', { calls: 9 })),
    ];

    expect(mustAgree(stores)).toBe(1);
  });

  it.each([
    ['one count differs', [taken('send', { rowsRead: 2 })]],
    ['an operation is missing', []],
    ['an operation is more', [taken('send'), taken('list')]],
  ])('stops the measurement when %s', (_, remembered) => {
    const stores = [inEmulator(100, taken('send')), inMemory(100, ...remembered)];

    expect(() => mustAgree(stores)).toThrow(StoresDisagreeError);
  });

  it('names operation, count and both stores', () => {
    const [emulated, remembered] = [taken('send'), taken('send', { reads: 2.5 })];

    expect(differencesOf(inEmulator(100, emulated), inMemory(100, remembered))).toEqual([
      'send, reads: 2 in the emulator, 2.5 in memory',
    ]);
  });

  it('is not believed when no size was counted over both', () => {
    const stores = [inEmulator(100, taken('send')), inMemory(1_000, taken('send'))];

    expect(() => mustAgree(stores)).toThrow('no size');
  });
});
