import type { Budget } from './frame/budget-check';

/** What must not fall behind; `npm run bench -- --check` compares. */
export const BUDGETS: readonly Budget[] = [
  {
    measurement: 'database',
    figure: 'writeUnits',
    bound: 'atMost',
    // One of them lets people find a notification by its contact.
    value: 10,
    meaning: 'write units of a delivered notification, index entries included',
  },
  {
    measurement: 'database',
    figure: 'readUnits',
    bound: 'atMost',
    value: 6,
    meaning: 'read units of a delivered notification',
  },
  {
    measurement: 'database',
    figure: 'refusedWrites',
    bound: 'atMost',
    value: 0,
    meaning: 'writes of a quiet delivery that are refused, and billed',
  },
  {
    measurement: 'database',
    figure: 'sessionTableWrites',
    bound: 'atMost',
    value: 1,
    meaning: 'write units of an event that says something new, without index entries',
  },
  {
    measurement: 'scale',
    figure: 'awsTimesLater',
    bound: 'atLeast',
    value: 10,
    meaning: 'how many times later AWS binds than Genesys',
  },
];
