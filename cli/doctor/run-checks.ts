import { notChecked, unknown } from './check';
import type { Check, CheckId, Finding, Verdict } from './check';
import { explainFailure } from './explain-failure';

export interface RunOptions {
  /** How long one check may take; its preconditions don't count. */
  readonly limitMs: number;
  /** Told of each verdict when it is known. */
  readonly onVerdict: (verdict: Verdict) => void;
}

/**
 * Runs all checks at once, each as soon as what it needs is in order. One whose precondition is not in order is not
 * run at all: it could only repeat the complaint in other words.
 */
export async function runChecks<Ports>(
  checks: readonly Check<Ports>[],
  ports: Ports,
  { limitMs, onVerdict }: RunOptions,
): Promise<readonly Verdict[]> {
  const byId = new Map(checks.map((check) => [check.id, check]));
  const verdicts = new Map<CheckId, Promise<Verdict>>();

  const find = async (check: Check<Ports>): Promise<Finding> => {
    const needed = check.needs.flatMap((id) => byId.get(id) ?? []);
    const obstacle = (await Promise.all(needed.map(verdictOf))).find(isObstacle);
    return obstacle === undefined
      ? await within(limitMs, check.run(ports))
      : notChecked(`because "${obstacle.title}" ${OBSTACLES[obstacle.kind]}`);
  };
  const judge = async (check: Check<Ports>): Promise<Verdict> => {
    const { id, title } = check;
    const verdict = { ...(await find(check)), id, title };
    onVerdict(verdict);
    return verdict;
  };
  const verdictOf = (check: Check<Ports>): Promise<Verdict> => {
    const known = verdicts.get(check.id) ?? judge(check);
    verdicts.set(check.id, known);
    return known;
  };
  return await Promise.all(checks.map(verdictOf));
}

type Obstacle = Exclude<Verdict, { kind: 'ok' | 'warning' }>;

const OBSTACLES = {
  broken: 'is broken',
  unknown: 'is unknown',
  notChecked: 'was not checked',
} as const satisfies Record<Obstacle['kind'], string>;

const isObstacle = (verdict: Verdict): verdict is Obstacle => verdict.kind in OBSTACLES;

async function within(limitMs: number, work: Promise<Finding>): Promise<Finding> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Finding>((resolve) => {
    const evidence = `no answer within ${limitMs / 1000} s`;
    timer = setTimeout(() => resolve(unknown(evidence, 'Run it again.')), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    return explainFailure(error);
  } finally {
    clearTimeout(timer);
  }
}
