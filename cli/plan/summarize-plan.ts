import type { PriceTable } from '../../lambda/contract/price-table';
import { estimateCost } from '../../lambda/domain/cost';
import type { Estimate } from '../../lambda/domain/cost';
import type { Forecast, PlannedRow } from './plan-request';

/** What a plan comes to. */
export interface PlanSummary {
  readonly requests: number;
  readonly counts: Readonly<Record<Forecast['kind'], number>>;
  /** Of those that would be sent now or later; nothing when there is none. */
  readonly estimate?: Extract<Estimate, { kind: 'estimated' }>;
}

export function summarizePlan(
  rows: readonly PlannedRow[],
  terms: { readonly prices: PriceTable; readonly requestsPerMinute: number },
): PlanSummary {
  const count = (kind: Forecast['kind']): number =>
    rows.filter(({ forecast }) => forecast.kind === kind).length;
  const counts = {
    send: count('send'),
    held: count('held'),
    refused: count('refused'),
    known: count('known'),
    invalid: count('invalid'),
  };
  const { prices, requestsPerMinute } = terms;
  const plan = { notifications: counts.send + counts.held, requestsPerMinute };
  const estimate = estimateCost(plan, prices);
  return {
    requests: rows.length,
    counts,
    ...(estimate.kind === 'estimated' && { estimate }),
  };
}
