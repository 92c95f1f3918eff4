import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ControlName } from './controls';
import { mutants } from './mutants';
import { keepsSettleBound, profiles } from './profiles';
import type { Profile, ProfileName } from './profiles';
import { runSchedule } from './run-schedule';
import type { Doubt } from './scenario';
import { PRODUCTION } from './subject';
import type { Subject } from './subject';
import { countCoverage, countSchedule, emptyTally } from './tally';
import type { Tally } from './tally';
import { Coverage } from './trace';

/** A stretch of seeds to run; plain data, because it goes to other processes. */
export interface SchedulesJob {
  readonly profile: ProfileName;
  readonly firstSeed: number;
  readonly schedules: number;
  /** Takes every nth seed, beginning with the first. */
  readonly stride: number;
  /** Both in turn, unless one is named or only `park` promises anything. */
  readonly doubt?: Doubt;
  readonly control?: ControlName;
  /** Name of a mutant to run instead. */
  readonly mutant?: string;
}

/** Between these the process may tell how far it is. */
const SCHEDULES_PER_TURN = 250;

export async function runSchedules(
  job: SchedulesJob,
  onProgress: (schedules: number) => void = () => undefined,
): Promise<Tally> {
  const tally = emptyTally();
  const coverage = new Coverage();
  const profile = profiles[job.profile];
  const subject = subjectOf(job);
  for (let index = 0; index < job.schedules; index += 1) {
    const seed = job.firstSeed + index * job.stride;
    const doubt = doubtOf(job, profile, seed);
    countSchedule(
      tally,
      { seed, doubt },
      await runSchedule({ seed, profile, doubt, subject, coverage }),
    );
    if (tally.schedules % SCHEDULES_PER_TURN === 0) {
      onProgress(tally.schedules);
      await nextTurn();
    }
  }
  countCoverage(tally, coverage);
  return tally;
}

/** The product, unless a control or a mutant takes its place. */
export function subjectOf({ control, mutant }: Pick<SchedulesJob, 'control' | 'mutant'>): Subject {
  if (control !== undefined) return { name: control, control };
  return mutants.find(({ subject }) => subject.name === mutant)?.subject ?? PRODUCTION;
}

function doubtOf({ doubt }: SchedulesJob, profile: Profile, seed: number): Doubt {
  if (doubt !== undefined) return doubt;
  return seed % 2 === 0 && keepsSettleBound(profile) ? 'resend' : 'park';
}
