import Table from 'cli-table3';
import { problemText } from '../problem-text';
import type { Forecast, PlannedRow } from './plan-request';
import type { PlanSummary } from './summarize-plan';

/** A plan as a person reads it. */
export function planText(rows: readonly PlannedRow[], summary: PlanSummary): string {
  const table = new Table({
    head: ['line', 'occurrence', 'would', 'why'],
    style: { head: [], border: [] },
    // No lines between the rows.
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  for (const { line, occurrence = '-', forecast } of rows) {
    table.push([line, occurrence, ...describe(forecast)]);
  }
  return [table.toString(), ...summaryLines(summary)].join('\n');
}

const PLACES = {
  existing: 'the registry knows a conversation; Genesys has the last word',
  new: 'into a new session',
  channel: 'over the first channel that takes it',
} as const;

function describe(forecast: Forecast): [would: string, why: string] {
  switch (forecast.kind) {
    case 'send':
      return ['send now', PLACES[forecast.into]];
    case 'held':
      return [`wait until ${forecast.until}`, forecast.reason];
    case 'refused':
      return [`end as ${forecast.outcome}`, `${forecast.reason}: ${forecast.nextStep}`];
    case 'known':
      return ['do nothing', 'the very same request is waiting or under way already'];
    case 'invalid':
      return ['be rejected', forecast.problems.map(problemText).join('\n')];
  }
}

function summaryLines({ requests, counts, estimate }: PlanSummary): string[] {
  const { send, held, refused, known, invalid } = counts;
  const lines = [
    `${requests} requests: ${send} would be sent now, ${held} would wait, ${refused} would not be sent, ${known} known already, ${invalid} unusable. Nothing was written.`,
  ];
  if (estimate === undefined) return lines;
  const { genesysCalls, apiMinutes, totalCost, currency, pricesAsOf } = estimate;
  return [
    ...lines,
    `They take ${genesysCalls} calls to Genesys, ${apiMinutes} minute(s) of the API budget, and about ${totalCost.toPrecision(2)} ${currency} of AWS (prices of ${pricesAsOf}, without free tiers).`,
  ];
}
