import { withContest } from '../contest/contest';
import type { Measurement } from '../frame/measurement';
import { findingsOf } from './findings';
import { sampleStarts } from './sample-starts';

const ROUNDS = { whole: 15, quick: 3 };

export const cold: Measurement = {
  name: 'cold',
  title: 'How long does a cold start take to deliver a notification?',
  run: ({ isQuick }, progress) =>
    withContest(progress, async (contest) => {
      const rounds = isQuick ? ROUNDS.quick : ROUNDS.whole;
      return findingsOf(await sampleStarts(contest, rounds, progress));
    }),
};
