import { check } from './checker';
import type { Findings } from './findings';
import type { FaultSource } from './faults';
import type { Profile } from './profiles';
import { Random } from './random';
import { RandomFaults } from './random-faults';
import { drawScenario } from './scenario';
import type { Doubt, Scenario } from './scenario';
import { countSlotsHeldForEver } from './slot-probe';
import { Simulation } from './simulation';
import { PRODUCTION } from './subject';
import type { Subject } from './subject';
import { Coverage, Trace } from './trace';
import { VirtualTime } from './virtual-time';

export interface ScheduleOptions {
  readonly seed: number;
  readonly profile: Profile;
  readonly doubt: Doubt;
  readonly subject?: Subject;
  readonly coverage?: Coverage;
  readonly isReadable?: boolean;
  /** Instead of the faults that the seed draws. */
  readonly faults?: FaultSource;
  /** Instead of the scenario that the seed draws. */
  readonly scenario?: Scenario;
}

export interface ScheduleResult {
  readonly findings: Findings;
  readonly hash: number;
  readonly lines: readonly string[];
  readonly faults: FaultSource;
}

/** Runs one schedule: everything that happens in it follows from the seed. */
export async function runSchedule(options: ScheduleOptions): Promise<ScheduleResult> {
  const { seed, profile, subject = PRODUCTION, coverage = new Coverage() } = options;
  const time = new VirtualTime();
  const random = new Random(seed);
  const faults = options.faults ?? new RandomFaults(new Random(seed ^ 0x5bd1e995), profile);
  const trace = new Trace(coverage, options.isReadable === true, () => time.nowMs);
  const scenario = options.scenario ?? drawScenario(random, profile, options);
  const circumstances = { time, random, faults, trace, profile, scenario, subject };
  const simulation = new Simulation(circumstances);
  await simulation.run();
  const findings = check(simulation);
  const stuckSlots = await countSlotsHeldForEver(simulation);
  for (const value of Object.values(findings)) trace.mix(Number(value));
  return {
    findings: { ...findings, stuck: findings.stuck + stuckSlots },
    hash: trace.hash,
    lines: trace.lines,
    faults,
  };
}
