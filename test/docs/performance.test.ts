import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BUDGETS } from '../../bench/budgets';
import { checkBudgets } from '../../bench/frame/budget-check';
import { chartFile, drawChart, writePage } from '../../bench/frame/page';
import { readResults } from '../../bench/frame/performance-document';
import { MEASUREMENTS } from '../../bench/measurements';

const documents = join(__dirname, '..', '..', 'docs');
const results = readResults(documents);

describe('docs/performance.md', () => {
  it('says what the bench has found and nothing else', () => {
    const page = readFileSync(join(documents, 'performance.md'), 'utf8');

    expect(page).toBe(writePage(results, BUDGETS));
    expect(results.length).toBeGreaterThan(0);
  });

  it('shows the charts of those results', () => {
    const charts = new Map(
      results.flatMap((result) =>
        result.findings.charts.map((chart) => [chartFile(result, chart), drawChart(chart)]),
      ),
    );
    const folder = join(documents, 'performance');
    const drawn = readdirSync(folder).filter((name) => name.endsWith('.svg'));

    expect(drawn.toSorted()).toEqual([...charts.keys()].toSorted());
    expect(drawn.map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual(
      drawn.map((name) => charts.get(name)),
    );
  });

  it('was not written from a quick look', () => {
    expect(results.filter(({ circumstances }) => circumstances.isQuick)).toEqual([]);
  });

  it('keeps every budget of what it shows', () => {
    const missed = checkBudgets(BUDGETS, results).filter(({ kind }) => kind !== 'kept');

    expect(missed).toEqual([]);
  });

  it('has no budget for what nobody measures', () => {
    const names = MEASUREMENTS.map(({ name }) => name);

    expect(BUDGETS.filter(({ measurement }) => !names.includes(measurement))).toEqual([]);
  });
});
