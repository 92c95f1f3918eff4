import type { Budget } from './frame/budget-check';

/** What must not fall behind; `npm run bench -- --check` compares. */
export const BUDGETS: readonly Budget[] = [
  {
    measurement: 'cost',
    figure: 'dollarsPerMillion',
    bound: 'atMost',
    // The aim is 8; what stands between is told on the page.
    value: 12,
    meaning: 'dollars per million notifications, without EventBridge',
  },
  {
    measurement: 'cost',
    figure: 'toStandard',
    bound: 'atMost',
    value: 0.06,
    meaning: 'dollars relative to the same states on a Standard workflow',
  },
  {
    measurement: 'cost',
    figure: 'executions',
    bound: 'atMost',
    value: 1,
    meaning: 'executions of a notification',
  },
  {
    measurement: 'cost',
    figure: 'genesysCalls',
    bound: 'atMost',
    value: 2,
    meaning: 'requests to Genesys of a notification that is looked at before it is sent',
  },
  {
    measurement: 'cost',
    figure: 'logBytes',
    bound: 'atMost',
    value: 2_000,
    meaning: 'log bytes of a notification',
  },
  {
    measurement: 'cost',
    figure: 'estimateOff',
    bound: 'atMost',
    value: 0.1,
    meaning: 'how far the estimate of `npm run cost` is off what was counted',
  },
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
    measurement: 'growth',
    figure: 'slope',
    bound: 'atMost',
    value: 0,
    meaning: 'calls, rows or units an operation takes more when the store grows tenfold',
  },
  {
    measurement: 'growth',
    figure: 'largest',
    bound: 'atLeast',
    value: 10_000,
    meaning: 'rows of each kind in the largest store',
  },
  {
    measurement: 'growth',
    figure: 'writesOfSweep',
    bound: 'atMost',
    value: 3,
    meaning: 'write units of a sweep for each notification that is due',
  },
  {
    measurement: 'scale',
    figure: 'awsTimesLater',
    bound: 'atLeast',
    value: 10,
    meaning: 'how many times later AWS binds than Genesys',
  },
];
