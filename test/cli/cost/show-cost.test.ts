import { PRICED_REGIONS, readPrices } from '../../../cli/prices/read-prices';
import { showCost } from '../../../cli/cost/show-cost';

const plan = { notifications: 1_000_000, requestsPerMinute: 300 };

const textOf = (region?: string, notifications = plan.notifications): string => {
  const costed = showCost({ ...plan, notifications }, readPrices(region));
  return costed.kind === 'shown' ? costed.text : costed.reason;
};

/** The last number of the table. */
const together = (text: string): number => Number(/together, USD\s+│\s+([\d.]+)/.exec(text)?.[1]);

describe('npm run cost', () => {
  it('names every part, the sum, the region and the day of the prices', () => {
    const text = textOf();

    for (const part of ['Step Functions', 'Lambda', 'DynamoDB', 'EventBridge', 'CloudWatch Logs']) {
      expect(text).toContain(part);
    }
    expect(text).toMatch(/us-east-1, prices of \d{4}-\d\d-\d\d/);
    expect(together(text)).toBeGreaterThan(0);
  });

  it('says how long Genesys takes for them', () => {
    expect(textOf(undefined, 100)).toContain('in 1 minutes');
    expect(textOf()).toContain('in 113 hours');
  });

  it('grows with the number and differs by region', () => {
    expect(together(textOf(undefined, 2_000_000)) / together(textOf())).toBeCloseTo(2, 2);
    expect(together(textOf('eu-central-1'))).toBeGreaterThan(together(textOf('us-east-1')));
  });

  it.each(PRICED_REGIONS)('has prices of %s that say whose they are', (region) => {
    expect(readPrices(region).region).toBe(region);
  });

  it('does not make up a cost for nothing', () => {
    expect(showCost({ ...plan, notifications: 0 }, readPrices())).toEqual({
      kind: 'impossible',
      reason: 'NOTHING_TO_SEND',
    });
  });
});
