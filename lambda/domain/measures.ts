import {
  API_BUDGET_USED_METRIC,
  DUE_METRIC,
  MISSING_RIGHTS_METRIC,
  NOTIFICATIONS_METRIC,
  OLDEST_DUE_METRIC,
  OUTCOME_DIMENSION,
  REASON_DIMENSION,
  SECONDS_TO_OUTCOME_METRIC,
  STALE_SESSIONS_METRIC,
  SWEEPS_METRIC,
} from '../contract/metrics';
import { mustBeHeard } from '../contract/outcomes';
import type { Outcome } from '../contract/outcomes';
import type { Measure } from './ports-telemetry';

/** What a step has told of a notification. */
export interface Told {
  /** How it ended; `HELD` when it waits. */
  readonly outcome?: Outcome | 'HELD';
  readonly reason?: string;
  /** It had ended before, and is told once more. */
  readonly isRepeat?: boolean;
  readonly secondsToOutcome?: number;
}

const RIGHTS: ReadonlySet<string | undefined> = new Set([
  'MISSING_PERMISSION',
  'MISSING_DIVISION',
  'CREDENTIALS_REFUSED',
  'CREDENTIALS_UNREADABLE',
]);

/** Every metric with a dimension of its own is paid for: reasons are counted where somebody may have to act on them. */
const COUNTED_BY_REASON: ReadonlySet<string> = new Set(['HELD', 'REJECTED', 'PARKED']);

/**
 * What is counted of an outcome. One that must be heard is counted at every telling, because whoever told it first may
 * have died before it was counted, and its alarm must ring; of the others a repeat counts nothing.
 */
export function outcomeMeasures(told: Told): Measure[] {
  const { outcome, reason, secondsToOutcome } = told;
  if (outcome === undefined || isOldNews(told, outcome)) return [];
  return [
    { metric: NOTIFICATIONS_METRIC, value: 1, by: dimensionsOf(outcome) },
    ...secondsMeasure(secondsToOutcome),
    ...(RIGHTS.has(reason) ? [{ metric: MISSING_RIGHTS_METRIC, value: 1 }] : []),
  ];
}

const isOldNews = ({ isRepeat = false }: Told, outcome: Outcome | 'HELD'): boolean =>
  isRepeat && (outcome === 'HELD' || !mustBeHeard(outcome));

const dimensionsOf = (outcome: string): NonNullable<Measure['by']> =>
  COUNTED_BY_REASON.has(outcome)
    ? [[OUTCOME_DIMENSION], [REASON_DIMENSION]]
    : [[OUTCOME_DIMENSION]];

const secondsMeasure = (value: number | undefined): Measure[] =>
  value === undefined
    ? []
    : [{ metric: SECONDS_TO_OUTCOME_METRIC, value, unit: 'Seconds', by: [[OUTCOME_DIMENSION]] }];

/** What is counted of a sweep: itself, which is its heartbeat, and how things stand. */
export function sweepMeasures(sweep: {
  readonly due: number;
  readonly oldestDueSeconds: number;
  readonly budgetUsedPercent?: number;
}): Measure[] {
  const { due, oldestDueSeconds, budgetUsedPercent } = sweep;
  return [
    { metric: SWEEPS_METRIC, value: 1 },
    { metric: DUE_METRIC, value: due },
    { metric: OLDEST_DUE_METRIC, value: oldestDueSeconds, unit: 'Seconds' },
    ...percentMeasure(budgetUsedPercent),
  ];
}

const percentMeasure = (value: number | undefined): Measure[] =>
  value === undefined ? [] : [{ metric: API_BUDGET_USED_METRIC, value, unit: 'Percent' }];

export const staleSessionMeasures = ({ due }: { readonly due: number }): Measure[] => [
  { metric: STALE_SESSIONS_METRIC, value: due },
];
