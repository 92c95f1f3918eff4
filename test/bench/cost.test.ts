import { pricePromises } from '../../bench/cost/promises';
import { functionTimes, usageOf } from '../../bench/cost/usage';
import type { Delivered } from '../../bench/counted/deliver';
import type { Path } from '../../bench/counted/count';
import { rivalsOf } from '../../bench/cost/rivals';
import { standingCost } from '../../bench/cost/standing';
import { readPrices } from '../../cli/prices/read-prices';
import { TYPICAL_USAGE } from '../../lambda/domain/cost';

const delivered = (waitedMs: number, processorMs: number): Delivered => ({
  output: { kind: 'nothing' },
  ran: [
    { state: 'Load session', waitedMs: 20, processorMs: 1 },
    { state: 'Post message', waitedMs, processorMs },
  ],
});

const call = { state: 'Post message', verb: 'ledger.conclude', operation: 'UpdateItem' };
const path: Path = {
  name: 'into the live conversation',
  times: 3,
  calls: Array.from({ length: 3 }, () => ({
    ...call,
    readUnits: 1,
    rowsRead: 1,
    writeUnits: 2,
    indexUnits: 1,
    unitsByIndex: { ByDue: 1 },
    isRefused: false,
  })),
  delivered: [delivered(200, 1), delivered(202, 2), delivered(900, 90)],
  genesysCalls: 6,
};
const executed = {
  times: 3,
  executions: 1,
  transitions: 10,
  invocations: 2,
  logBytes: 1_700,
  ownLogBytes: 900,
};

describe('the usage that is billed', () => {
  it('takes the median of a function, and stretches its work to the part of a processor it has', () => {
    const [load, post] = functionTimes(path, 256);

    expect(load).toMatchObject({ state: 'Load session', waitedMs: 20, processorMs: 1 });
    expect(post).toMatchObject({ state: 'Post message', waitedMs: 202, processorMs: 2 });
    expect(post?.billedMs).toBe(Math.ceil(202 + (2 * 1_769) / 256));
  });

  it('bills less work and the same waits with more memory', () => {
    const [, small] = functionTimes(path, 256);
    const [, large] = functionTimes(path, 1_769);

    expect(large?.billedMs).toBe(204);
    expect(small?.billedMs).toBeGreaterThan(204);
  });

  it('is what was counted, per notification', () => {
    expect(usageOf(path, executed, 256)).toMatchObject({
      genesysCalls: 2,
      readUnits: 1,
      writeUnits: 3,
      publishedEvents: 2,
      logBytes: 1_700,
      functions: [{ memoryMb: 256 }, { memoryMb: 256 }],
    });
  });
});

describe('what the promises take of the database', () => {
  const { calls, times } = path;

  it('is shared out among them, an index apart from the row it belongs to', () => {
    const priced = pricePromises(path, readPrices());

    expect(priced.filter(({ dollars }) => dollars > 0)).toMatchObject([
      { readUnits: 1, writeUnits: 2, isIndex: false },
      { promise: 'what dies on the way is found, and goes on', writeUnits: 1, isIndex: true },
    ]);
    expect(priced[1]?.dollars).toBeCloseTo(0.625, 9);
  });

  it('leaves nothing out: a call that keeps no promise is not counted away', () => {
    const stray = calls.map((each) => ({ ...each, verb: 'ledger.somethingNew' }));

    expect(() => pricePromises({ calls: stray, times }, readPrices())).toThrow(
      '4 units were counted, and 1 belong to a promise',
    );
  });
});

describe('the rivals', () => {
  it('have one that differs by its workflow type alone', () => {
    const [standard] = rivalsOf(TYPICAL_USAGE, 10);

    expect(standard?.usage).toEqual({
      ...TYPICAL_USAGE,
      workflow: { kind: 'standard', transitions: 10 },
    });
  });

  it('say what each of them lacks', () => {
    expect(rivalsOf(TYPICAL_USAGE, 10).filter(({ lacks }) => lacks === '')).toEqual([]);
  });
});

describe('the cost of a month in which nothing is sent', () => {
  it('is counted in the template, part by part', () => {
    const counts = new Map([
      ['AWS::CloudWatch::Alarm', 3],
      ['AWS::KMS::Key', 1],
      ['AWS::SecretsManager::Secret', 2],
      ['AWS::Lambda::Function', 2],
    ]);
    const template = {
      of: (type: string) =>
        new Map(
          Array.from({ length: counts.get(type) ?? 0 }, (_, id) => [
            String(id),
            { MemorySize: 256 },
          ]),
        ),
    };
    const { total, table, memoryMb } = standingCost(readPrices(), template);
    const dollars = new Map(table.rows.map(([what, , each]) => [what, Number(each)]));

    expect(dollars.get('alarms')).toBeCloseTo(0.3, 9);
    expect(dollars.get('encryption keys')).toBe(1);
    expect(dollars.get('secrets')).toBeCloseTo(0.8, 9);
    expect(dollars.get('together')).toBe(total);
    expect(total).toBeGreaterThan(2.1);
    expect(memoryMb).toBe(256);
  });
});
