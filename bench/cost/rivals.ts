import type { Usage } from '../../lambda/domain/cost';

export interface Rival {
  readonly name: string;
  /** What it does without that this project does. */
  readonly lacks: string;
  readonly usage: Usage;
  /** Dollars a month for what runs all the time. */
  readonly perMonth?: number;
}

/** Fargate, arm64, a quarter of a processor and half a gigabyte, 730 hours. */
const SMALL_CONTAINER = 730 * (0.25 * 0.03238 + 0.5 * 0.00356);
/** The smallest node of ElastiCache, without a second one. */
const SMALL_CACHE = 730 * 0.016;

const NOTHING: Usage = {
  genesysCalls: 2,
  workflow: { kind: 'standard', transitions: 0 },
  functions: [],
  readUnits: 0,
  writeUnits: 0,
  publishedEvents: 2,
  scheduledEvents: 0,
  logBytes: 0,
};

const FUNCTION_MB = 256;
const functionsOf = (...billedMs: readonly number[]): Usage['functions'] =>
  billedMs.map((ms) => ({ billedMs: ms, memoryMb: FUNCTION_MB }));
/** Lambda's own three lines and one of the function. */
const LOG_BYTES = 500;

/**
 * What a team would build instead. Their counts are those of the design, not of a run: a look and a send of 140 ms
 * each, rows of less than a kilobyte, no index.
 */
export const rivalsOf = (ours: Usage, transitions: number): readonly Rival[] => [
  {
    name: 'this project on a Standard workflow',
    lacks: 'nothing: the same states, counted, billed by transition',
    usage: { ...ours, workflow: { kind: 'standard', transitions } },
  },
  {
    name: 'Standard workflow, four functions (the published pattern)',
    lacks: 'no ledger, no consent, no pacing, no settling of doubts',
    usage: {
      ...NOTHING,
      workflow: { kind: 'standard', transitions: 8 },
      functions: functionsOf(15, 145, 165, 15),
      readUnits: 0.5,
      writeUnits: 2,
      logBytes: 4 * LOG_BYTES,
    },
  },
  {
    name: 'Express workflow, four functions',
    lacks: 'no ledger, no consent, no pacing, no settling of doubts',
    usage: {
      ...NOTHING,
      workflow: { kind: 'express', durationMs: 500, memoryMb: 64 },
      functions: functionsOf(15, 145, 165, 15),
      readUnits: 0.5,
      writeUnits: 2,
      logBytes: 4 * LOG_BYTES,
    },
  },
  {
    name: 'one function with Powertools idempotency',
    lacks: 'sends twice after a crash between POST and record; no consent, no pacing',
    usage: {
      ...NOTHING,
      functions: functionsOf(330),
      readUnits: 0.5,
      writeUnits: 2,
      logBytes: LOG_BYTES,
    },
  },
  {
    name: 'BullMQ in a container, a cache node beside it',
    lacks: 'no consent, no settling of doubts; one node of each, so an outage loses jobs',
    usage: NOTHING,
    perMonth: SMALL_CONTAINER + SMALL_CACHE,
  },
  {
    name: 'a loop in a container',
    lacks: 'nothing is remembered: a restart sends again or loses what was under way',
    usage: NOTHING,
    perMonth: SMALL_CONTAINER,
  },
];
