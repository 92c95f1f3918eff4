import type { Budget } from './frame/budget-check';

/** What must not fall behind; `npm run bench -- --check` compares. */
export const BUDGETS: readonly Budget[] = [
  {
    measurement: 'scale',
    figure: 'awsTimesLater',
    bound: 'atLeast',
    value: 10,
    meaning: 'how many times later AWS binds than Genesys',
  },
];
