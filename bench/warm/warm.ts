import { withContest } from '../contest/contest';
import type { Measurement } from '../frame/measurement';
import { findingsOf } from './findings';
import { sampleDeliveries } from './sample-deliveries';

const WHOLE = { warmUp: 200, blocks: 12, inBlock: 25 };
const QUICK = { warmUp: 10, blocks: 2, inBlock: 10 };

export const warm: Measurement = {
  name: 'warm',
  title: 'What does a notification cost once everything is warm?',
  run: ({ isQuick }, progress) =>
    withContest(progress, async (contest) =>
      findingsOf(await sampleDeliveries(contest, isQuick ? QUICK : WHOLE, progress)),
    ),
};
