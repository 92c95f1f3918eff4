import { FIGURES, GUARANTEES, noFindings } from './findings';
import type { Findings, Guarantee } from './findings';
import type { Doubt } from './scenario';
import { HITS } from './trace';
import type { Coverage } from './trace';

/** A schedule that broke a guarantee: enough to run it again. */
export interface Failure {
  readonly seed: number;
  readonly doubt: Doubt;
  readonly broken: readonly Guarantee[];
}

/** How many failures are worth remembering one by one. */
const MAX_FAILURES = 20;

/** Sums over many schedules, in a form that travels between processes. */
export interface Tally {
  schedules: number;
  readonly figures: Record<keyof Findings, number>;
  readonly failures: Failure[];
  /** Does not depend on the order of schedules, so that it is the same however they are shared out. */
  hash: number;
  /** Coverage by place in `Coverage.counts`. */
  readonly hits: Record<string, number>;
  readonly outcomes: Record<string, number>;
}

export const emptyTally = (): Tally => ({
  schedules: 0,
  figures: noFindings(),
  failures: [],
  hash: 0,
  hits: {},
  outcomes: {},
});

export function countSchedule(
  tally: Tally,
  { seed, doubt }: { seed: number; doubt: Doubt },
  { findings, hash }: { findings: Findings; hash: number },
): void {
  tally.schedules += 1;
  for (const figure of FIGURES) tally.figures[figure] += findings[figure];
  tally.hash = (tally.hash ^ Math.imul(hash ^ seed, 0x9e3779b1)) >>> 0;
  const broken = GUARANTEES.filter((guarantee) => findings[guarantee] > 0);
  if (broken.length > 0) remember(tally, { seed, doubt, broken });
}

export function countCoverage(tally: Tally, { counts, outcomes }: Coverage): void {
  counts.forEach((count, place) => {
    if (count > 0) add(tally.hits, String(place), count);
  });
  for (const [outcome, count] of outcomes) add(tally.outcomes, outcome, count);
}

export function mergeTallies(tallies: readonly Tally[]): Tally {
  const sum = emptyTally();
  for (const tally of tallies) {
    sum.schedules += tally.schedules;
    for (const figure of FIGURES) sum.figures[figure] += tally.figures[figure];
    sum.hash = (sum.hash ^ tally.hash) >>> 0;
    for (const failure of tally.failures) remember(sum, failure);
    for (const [place, count] of Object.entries(tally.hits)) add(sum.hits, place, count);
    for (const [outcome, count] of Object.entries(tally.outcomes))
      add(sum.outcomes, outcome, count);
  }
  return sum;
}

function remember({ failures }: Tally, failure: Failure): void {
  failures.push(failure);
  failures.sort((a, b) => a.seed - b.seed);
  failures.splice(MAX_FAILURES);
}

/** How often a label met each hit. */
export function hitsOf(tally: Tally, label: number): Record<(typeof HITS)[number], number> {
  const at = (hit: (typeof HITS)[number]) =>
    tally.hits[String(label * HITS.length + HITS.indexOf(hit))] ?? 0;
  return {
    reached: at('reached'),
    crashBefore: at('crashBefore'),
    crashAfter: at('crashAfter'),
    answerLost: at('answerLost'),
    killed: at('killed'),
  };
}

function add(counts: Record<string, number>, key: string, count: number): void {
  counts[key] = (counts[key] ?? 0) + count;
}
