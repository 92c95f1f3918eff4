import type { Usage } from '../../lambda/domain/cost';
import type { Path } from '../counted/count';
import type { Ran, State } from '../counted/deliver';
import { LATENCIES } from '../counted/latencies';
import { unitsOf } from '../database/database';
import type { Executed } from './executed';

/** A function of this size has a whole processor; a smaller one has its part of it. */
const MB_PER_PROCESSOR = 1_769;
/** The workflow itself publishes the outcome, in one more call. */
const PUBLISH_MS = 20;
const EXPRESS_MB = 64;
/** The application's request and our outcome. */
const PUBLISHED_EVENTS = 2;

export interface FunctionTime {
  readonly state: State;
  readonly waitedMs: number;
  readonly processorMs: number;
  readonly billedMs: number;
}

/** How long each function is billed: its waits, and its work at the speed that its memory buys. */
export function functionTimes(
  { delivered }: Pick<Path, 'delivered'>,
  memoryMb: number,
): FunctionTime[] {
  const states = new Map<State, Ran[]>();
  for (const ran of delivered.flatMap((each) => each.ran)) {
    states.set(ran.state, [...(states.get(ran.state) ?? []), ran]);
  }
  return [...states].map(([state, all]) => {
    const waitedMs = median(all.map((ran) => ran.waitedMs));
    const processorMs = median(all.map((ran) => ran.processorMs));
    const billedMs = Math.ceil(waitedMs + (processorMs * MB_PER_PROCESSOR) / memoryMb);
    return { state, waitedMs, processorMs, billedMs };
  });
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** What was counted, in the terms of a price table. */
export function usageOf(path: Path, executed: Executed, memoryMb: number): Usage {
  const times = functionTimes(path, memoryMb);
  const units = unitsOf(path);
  const busyMs = times.reduce((sum, { billedMs }) => sum + billedMs, 0);
  return {
    genesysCalls: path.genesysCalls / path.times,
    workflow: {
      kind: 'express',
      durationMs: busyMs + (times.length + 1) * LATENCIES.handOver + PUBLISH_MS,
      memoryMb: EXPRESS_MB,
    },
    functions: times.map(({ billedMs }) => ({ billedMs, memoryMb })),
    readUnits: units.reads,
    writeUnits: units.writes,
    publishedEvents: PUBLISHED_EVENTS,
    scheduledEvents: 0,
    logBytes: executed.logBytes,
  };
}
