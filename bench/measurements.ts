import { cold } from './cold/cold';
import { countCalls } from './counted/count';
import type { Counted } from './counted/count';
import { cost } from './cost/cost';
import { database } from './database/database';
import type { Measurement, Progress, RunOptions } from './frame/measurement';
import { growth } from './growth/growth';
import { ingest } from './ingest/ingest';
import { pacing } from './pacing/pacing';
import { scale } from './scale/scale';
import { warm } from './warm/warm';

let counted: Promise<Counted> | undefined;

/** Counted once for all who ask: what costs money and what is written are two views of the same run. */
const countOnce = (options: RunOptions, progress: Progress): Promise<Counted> =>
  (counted ??= countCalls(options, progress));

/** Everything the bench measures, in the order of the page. */
export const MEASUREMENTS: readonly Measurement[] = [
  cold,
  warm,
  pacing,
  cost(countOnce),
  database(countOnce),
  ingest,
  growth,
  scale,
];
