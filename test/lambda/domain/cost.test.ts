import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { priceTableSchema } from '../../../lambda/contract/price-table';
import { estimateCost, TYPICAL_USAGE } from '../../../lambda/domain/cost';
import type { Estimate, SendingPlan, Usage } from '../../../lambda/domain/cost';

const PRICES_FILE = join(__dirname, '..', '..', '..', 'cli', 'prices', 'us-east-1.json');
const prices = v.parse(priceTableSchema, JSON.parse(readFileSync(PRICES_FILE, 'utf8')));

const MILLION: SendingPlan = { notifications: 1_000_000, requestsPerMinute: 300 };

function estimated(plan: SendingPlan, usage?: Usage): Extract<Estimate, { kind: 'estimated' }> {
  const estimate = estimateCost(plan, prices, usage);
  if (estimate.kind === 'estimated') return estimate;
  throw new Error(estimate.reason);
}

/** The first design of a comparison worked out by hand: four small functions, two writes, no events counted. */
const PUBLISHED: Usage = {
  genesysCalls: 2,
  workflow: { kind: 'express', durationMs: 600, memoryMb: 64 },
  functions: [15, 140, 160, 15].map((billedMs) => ({ billedMs, memoryMb: 256 })),
  readUnits: 0.5,
  writeUnits: 2,
  publishedEvents: 0,
  scheduledEvents: 0,
  logBytes: 0,
};

/** What the workflow of a million notifications costs when it runs that long with that much memory. */
const costOf = (durationMs: number, memoryMb: number): number =>
  estimated(MILLION, { ...PUBLISHED, workflow: { kind: 'express', durationMs, memoryMb } }).cost
    .workflow;

describe('the price table', () => {
  it('says which region, which money and of which day it is', () => {
    expect(prices).toMatchObject({ region: 'us-east-1', currency: 'USD', asOf: '2026-11-22' });
  });
});

describe('estimateCost', () => {
  it.each<[string, Partial<Usage>, number]>([
    ['by Express and four functions', {}, 4.84],
    [
      'by Standard in 8 transitions and four functions',
      { workflow: { kind: 'standard', transitions: 8 } },
      203.21,
    ],
    [
      'by Standard in 6 transitions and three functions',
      {
        workflow: { kind: 'standard', transitions: 6 },
        functions: [15, 140, 175].map((billedMs) => ({ billedMs, memoryMb: 256 })),
      },
      153.01,
    ],
  ])('of a million notifications %s is what the comparison says', (_, usage, usd) => {
    expect(estimated(MILLION, { ...PUBLISHED, ...usage }).totalCost).toBeCloseTo(usd, 2);
  });

  it('names what the money is paid for, and the parts make the whole', () => {
    const { cost, totalCost, costPerNotification, currency } = estimated(MILLION);

    const parts = Object.entries<number>({ ...cost });
    expect(parts.reduce((sum, [, usd]) => sum + usd, 0)).toBeCloseTo(totalCost, 9);
    expect(costPerNotification * 1_000_000).toBeCloseTo(totalCost, 9);
    expect(parts.map(([part, usd]) => `${part} ${usd.toFixed(2)}`)).toEqual([
      'workflow 1.73',
      'functions 2.30',
      'database 6.13',
      'events 2.00',
      'logs 0.96',
    ]);
    expect(currency).toBe('USD');
  });

  it('counts an Express execution in pieces of 100 ms and 64 MB', () => {
    expect(costOf(501, 1)).toBe(costOf(600, 64));
    expect(costOf(601, 64)).toBeGreaterThan(costOf(600, 64));
    expect(costOf(600, 65)).toBeGreaterThan(costOf(600, 64));
  });

  it.each<[number, number, number | undefined, number]>([
    [1, 300, undefined, 1],
    [150, 300, 1, 1],
    [151, 300, 1, 2],
    [18_000, 300, 0.985, 122],
    [1_000_000, 300, 1, 6_667],
  ])(
    'says how long %d notifications take at %d requests a minute',
    (notifications, requestsPerMinute, usableShare, minutes) => {
      const plan = { notifications, requestsPerMinute, usableShare };

      expect(estimated(plan).apiMinutes).toBe(minutes);
      expect(estimated(plan).genesysCalls).toBe(notifications * 2);
    },
  );

  it('takes half the time when a fresh registry saves the look', () => {
    const fresh = { ...TYPICAL_USAGE, genesysCalls: 1 };

    expect(estimated({ ...MILLION, usableShare: 1 }, fresh).apiMinutes).toBe(3_334);
  });

  it.each<[string, Partial<SendingPlan>, string]>([
    ['nothing to send', { notifications: 0 }, 'NOTHING_TO_SEND'],
    ['less than nothing', { notifications: -1 }, 'NOTHING_TO_SEND'],
    ['no number', { notifications: NaN }, 'NOTHING_TO_SEND'],
    ['no requests', { requestsPerMinute: 0 }, 'NO_API_BUDGET'],
    ['no share of them', { usableShare: 0 }, 'NO_API_BUDGET'],
  ])('is impossible with %s', (_, fields, reason) => {
    expect(estimateCost({ ...MILLION, ...fields }, prices)).toEqual({ kind: 'impossible', reason });
  });

  it('never promises more than the budget, and wastes no whole minute of it', () => {
    const size = fc.integer({ min: 1, max: 5_000_000 });
    const limit = fc.integer({ min: 1, max: 3_000 });

    fc.assert(
      fc.property(size, limit, (notifications, requestsPerMinute) => {
        const plan = { notifications, requestsPerMinute, usableShare: 1 };
        const { apiMinutes, genesysCalls } = estimated(plan);

        expect(apiMinutes * requestsPerMinute).toBeGreaterThanOrEqual(genesysCalls);
        expect((apiMinutes - 1) * requestsPerMinute).toBeLessThan(genesysCalls);
      }),
    );
  });

  it('grows with the number of notifications, and with nothing else of the plan', () => {
    const once = estimated(MILLION);
    const twice = estimated({ notifications: 2_000_000, requestsPerMinute: 7 });

    expect(twice.totalCost).toBeCloseTo(2 * once.totalCost, 9);
  });
});
