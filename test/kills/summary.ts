import Table from 'cli-table3';
import type { KillsReport } from './run-kills';

const POINTS = ['before', 'during', 'after'] as const;

/** What was killed where, and what came of it, for a person. */
export function toTable(report: KillsReport): string {
  const calls = new Set(Object.keys(report.killsByLabel).map(callOf));
  const table = new Table({ head: ['call', ...POINTS] });
  for (const call of calls) {
    const cells = POINTS.map((point) => report.killsByLabel[`${call} ${point}`] ?? '');
    const alone = report.killsByLabel[call];
    table.push(alone === undefined ? [call, ...cells] : [call, '', alone, '']);
  }
  const { places, outcomes, violations } = report;
  return [
    table.toString(),
    ...Object.entries(outcomes).map(([outcome, count]) => `${outcome}: ${count}`),
    `${report.kills} SIGKILLs of ${report.workers} workers in ${report.notifications} notifications, ${report.contested} of them with several workers`,
    `${places.killed} of ${places.known} places (scenario, start, label, occurrence) were a death`,
    `${report.slotsLeftBehind} slots were left behind and freed by the next notification`,
    `${violations.length} violations`,
    ...violations,
  ].join('\n');
}

const callOf = (label: string): string => label.replace(/ (before|during|after)$/, '');
