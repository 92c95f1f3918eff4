import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkBudgets, tellVerdict } from '../../bench/frame/budget-check';
import type { Budget } from '../../bench/frame/budget-check';
import type { Measurement } from '../../bench/frame/measurement';
import { toText } from '../../bench/frame/numbers';
import { mergeResults, readResults, writeDocument } from '../../bench/frame/performance-document';
import type { Chart, Findings, Result } from '../../bench/frame/results';
import { runMeasurements } from '../../bench/frame/run-measurements';
import { showResult } from '../../bench/frame/show-result';

const circumstances = { date: '2030-01-02', machine: '2 x test', node: 'v20', isQuick: true };

const bars: Chart = {
  kind: 'bars',
  name: 'dollars',
  title: 'Dollars',
  scale: 'logarithmic',
  bars: [
    { label: 'ours', value: 8, isOurs: true },
    { label: 'a <rival>', value: 200, isOurs: false },
  ],
};
const lines: Chart = {
  kind: 'lines',
  name: 'growth',
  title: 'Growth',
  x: 'rows',
  y: 'units',
  lines: [
    {
      label: 'read',
      points: [
        [100, 1],
        [10_000, 1],
      ],
    },
  ],
};

const findings: Findings = {
  conclusions: ['Ours is cheaper.'],
  tables: [
    {
      title: 'What it takes',
      head: ['who', 'dollars'],
      rows: [
        ['ours', 8],
        ['a rival', 200.123],
      ],
      notes: ['Counted.'],
    },
  ],
  charts: [bars, lines],
  figures: { dollars: 8 },
};

const resultOf = (name: string, figures: Record<string, number> = findings.figures): Result => ({
  name,
  title: `About ${name}`,
  circumstances,
  findings: { ...findings, figures },
});

const budget: Budget = {
  measurement: 'cost',
  figure: 'dollars',
  bound: 'atMost',
  value: 8,
  meaning: 'dollars per million',
};

describe('the frame of the bench', () => {
  it('runs one measurement after the other and tells how far it is', async () => {
    const told: string[] = [];
    const running: string[] = [];
    const measurement = (name: string): Measurement => ({
      name,
      title: name,
      run: async ({ isQuick }, progress) => {
        running.push(`${name} begins`);
        progress(isQuick ? 'quickly' : 'slowly');
        await Promise.resolve();
        running.push(`${name} ends`);
        return findings;
      },
    });

    const results = await runMeasurements(
      [measurement('a'), measurement('b')],
      { isQuick: true },
      { progress: (words) => told.push(words), circumstances: () => circumstances },
    );

    expect(running).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
    expect(told).toEqual(['1/2 a', '1/2 a: quickly', '2/2 b', '2/2 b: quickly']);
    expect(results.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('shows a result with its tables, notes and conclusions', () => {
    const shown = showResult(resultOf('cost'));

    expect(shown).toContain('ABOUT COST');
    expect(shown).toMatch(/a rival\s+│\s+200 │/);
    expect(shown).toContain('Counted.');
    expect(shown).toContain('Ours is cheaper.');
  });

  it.each([
    [1_234_567, '1,234,567'],
    [200.4, '200'],
    [8.126, '8.13'],
    [0.98765, '0.988'],
    [0.000_001_234_5, '0.00000123'],
    ['a text', 'a text'],
  ])('writes %p as %s', (cell, text) => {
    expect(toText(cell)).toBe(text);
  });
});

describe('the budgets of the bench', () => {
  it.each([
    ['atMost', 8, 'kept'],
    ['atMost', 8.01, 'broken'],
    ['atLeast', 8, 'kept'],
    ['atLeast', 7.99, 'broken'],
  ] as const)('%s 8: %d is %s', (bound, measured, kind) => {
    const [verdict] = checkBudgets(
      [{ ...budget, bound }],
      [resultOf('cost', { dollars: measured })],
    );

    expect(verdict?.kind).toBe(kind);
  });

  it.each([[{}], [{ dollars: Number.NaN }]])('does not take %j for a figure', (figures) => {
    const [verdict] = checkBudgets([budget], [resultOf('cost', figures)]);

    expect(verdict?.kind).toBe('unmeasured');
    expect(verdict && tellVerdict(verdict)).toMatch(/^BROKEN/);
  });

  it('leaves alone what was not measured this time', () => {
    expect(checkBudgets([budget], [resultOf('growth')])).toEqual([]);
  });
});

describe('the page of the bench', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-page-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('holds tables, charts, budgets and circumstances, and what it was made from', () => {
    writeDocument(folder, [resultOf('cost')], [budget]);
    const page = readFileSync(join(folder, 'performance.md'), 'utf8');

    expect(page).toContain('## About cost');
    expect(page).toContain('| a rival |     200 |');
    expect(page).toMatch(/\| dollars per million \| 8 +\| <= 8 +\| kept \|/);
    expect(page).toContain('2030-01-02');
    expect(page).toContain('(performance/cost-dollars.svg)');
    expect(readResults(folder)).toEqual([resultOf('cost')]);
  });

  it('draws its charts, with nothing in them that breaks the picture', () => {
    writeDocument(folder, [resultOf('cost')], [budget]);
    const drawn = readFileSync(join(folder, 'performance', 'cost-dollars.svg'), 'utf8');

    expect(drawn).toContain('a &lt;rival&gt;');
    expect(drawn).not.toMatch(/NaN|Infinity/);
    expect(readFileSync(join(folder, 'performance', 'cost-growth.svg'), 'utf8')).not.toMatch(
      /NaN|Infinity/,
    );
  });

  it('drops the charts of what is measured no more', () => {
    writeDocument(folder, [resultOf('cost'), resultOf('old')], []);
    writeDocument(folder, [resultOf('cost')], []);

    expect(readdirSync(join(folder, 'performance')).toSorted()).toEqual([
      'cost-dollars.svg',
      'cost-growth.svg',
      'results.json',
    ]);
  });

  it('keeps what was measured earlier, in the order of the bench', () => {
    const older = [resultOf('growth'), resultOf('gone'), resultOf('cost', { dollars: 9 })];
    const merged = mergeResults(older, [resultOf('cost')], ['cost', 'growth']);

    expect(merged).toEqual([resultOf('cost'), resultOf('growth')]);
  });
});
