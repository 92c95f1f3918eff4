import { drawBars } from './bar-chart';
import { boundOf, checkBudgets } from './budget-check';
import type { Budget } from './budget-check';
import { drawLines } from './line-chart';
import { toMarkdownTable } from './markdown-table';
import { toText } from './numbers';
import type { Chart, Result } from './results';

/** Beside the page, by name. */
export const CHART_FOLDER = 'performance';

const INTRODUCTION = `# Performance

Everything here was printed by \`npm run bench -- --write\`; \`npm run bench -- --check\` fails when a figure falls behind its
budget, and \`npm run bench -- --help\` lists what can be measured alone. Figures are counts, or ratios to a rival that was
measured in the same run: seconds of this machine say nothing about yours. Nothing here ran on AWS or against a live Genesys
organization. Where a rival is ahead, it is shown like any other.`;

export const chartFile = ({ name }: Result, chart: Chart): string => `${name}-${chart.name}.svg`;

/** The document, formatted as Prettier would. */
export function writePage(results: readonly Result[], budgets: readonly Budget[]): string {
  return `${[INTRODUCTION, ...results.map((each) => section(each, budgets))].join('\n\n')}\n`;
}

export const drawChart = (chart: Chart): string =>
  chart.kind === 'bars' ? drawBars(chart) : drawLines(chart);

function section(result: Result, budgets: readonly Budget[]): string {
  const { title, findings, circumstances, name } = result;
  const { date, machine, node } = circumstances;
  return [
    `## ${title}`,
    findings.conclusions.join('\n'),
    ...findings.charts.map(
      (chart) => `![${chart.title}](${CHART_FOLDER}/${chartFile(result, chart)})`,
    ),
    ...findings.tables.flatMap(({ title: caption, head, rows, notes }) => [
      `**${caption}**`,
      toMarkdownTable(head, rows),
      ...(notes.length === 0 ? [] : [notes.map((note) => `- ${note}`).join('\n')]),
    ]),
    ...budgetTable(result, budgets),
    `<sub>\`npm run bench -- --only ${name}\`, ${date}, Node.js ${node}, ${machine}</sub>`,
  ].join('\n\n');
}

function budgetTable(result: Result, budgets: readonly Budget[]): string[] {
  const rows = checkBudgets(budgets, [result]).map((verdict) => [
    verdict.budget.meaning,
    verdict.kind === 'unmeasured' ? 'not measured' : toText(verdict.measured),
    boundOf(verdict.budget),
    verdict.kind === 'kept' ? 'kept' : 'broken',
  ]);
  return rows.length === 0 ? [] : [toMarkdownTable(['budget', 'measured', 'allowed', ''], rows)];
}
