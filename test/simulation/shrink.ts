import type { Findings, Guarantee } from './findings';
import { GUARANTEES } from './findings';
import type { ChosenFault } from './faults';
import { profiles } from './profiles';
import type { ProfileName } from './profiles';
import { RandomFaults } from './random-faults';
import { runSchedule } from './run-schedule';
import type { ScheduleOptions, ScheduleResult } from './run-schedule';
import { ScriptedFaults } from './scripted-faults';
import type { Subject } from './subject';
import type { Failure } from './tally';

export interface Shrunk {
  readonly lines: readonly string[];
  /** Faults of the seed, and how many of them it takes. */
  readonly drawn: number;
  readonly kept: readonly ChosenFault[];
}

/** Finds the fewest faults under which a failing schedule still fails, and tells that run line by line. */
export async function shrink(
  { seed, doubt, broken }: Failure,
  profile: ProfileName,
  subject?: Subject,
): Promise<Shrunk> {
  const options = { seed, doubt, profile: profiles[profile], subject, isReadable: true };
  const original = await runSchedule(options);
  const drawn = original.faults instanceof RandomFaults ? original.faults.chosen : [];
  const fails = async (kept: readonly ChosenFault[]) => {
    const result = await replay(options, kept);
    return breaks(result.findings, broken) ? result : undefined;
  };
  let best: ScheduleResult | undefined = await fails(drawn);
  // Without its random draws a run takes other times; if that alone saves it, the original has to do.
  if (best === undefined) return { lines: original.lines, drawn: drawn.length, kept: drawn };

  let kept = drawn;
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < kept.length;) {
      const fewer = [...kept.slice(0, from), ...kept.slice(from + size)];
      const result = await fails(fewer);
      if (result === undefined) from += size;
      else [kept, best] = [fewer, result];
    }
  }
  return { lines: best.lines, drawn: drawn.length, kept };
}

const replay = (options: ScheduleOptions, kept: readonly ChosenFault[]): Promise<ScheduleResult> =>
  runSchedule({ ...options, faults: new ScriptedFaults(kept) });

const breaks = (findings: Findings, broken: readonly Guarantee[]): boolean =>
  GUARANTEES.some((guarantee) => broken.includes(guarantee) && findings[guarantee] > 0);
