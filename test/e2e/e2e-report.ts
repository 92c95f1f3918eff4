import type { Failure, StepReport } from '../../local/story/story-report';

/** What a run has found. */
export interface E2eReport {
  readonly steps: readonly StepReport[];
  /** Why nothing could be tried. */
  readonly failure?: Failure;
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** Every check counts, and so does a case that broke off. */
export function countsOf({ steps, failure }: E2eReport): Counts {
  const checks = steps.flatMap((step) => step.checks);
  const broken = checks.filter(({ kept }) => !kept).length;
  const brokenOff = steps.filter(({ error }) => error !== undefined).length;
  const failed = broken + brokenOff + (failure === undefined ? 0 : 1);
  return { passed: checks.length - broken, failed };
}
