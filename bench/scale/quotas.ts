import type { Usage } from '../../lambda/domain/cost';

/** What a service allows by default, and what one notification takes of it. */
export interface Quota {
  readonly service: string;
  readonly what: string;
  /** Units per second, or as many at a time where `what` says so. */
  readonly allows: number;
  readonly takenByOne: (usage: Usage) => number;
  /** What to do when it binds. */
  readonly remedy: string;
}

/** The day the defaults were read, in published copies of the services' quota pages; an account may have others. */
export const QUOTAS_AS_OF = '2026-11-22';

const secondsOf = ({ functions }: Usage): number =>
  functions.reduce((sum, { billedMs }) => sum + billedMs / 1000, 0);

/** A partition takes so many write units a second, a single row among them. */
const PARTITION_WRITES = 1_000;

/** Defaults in us-east-1. */
export const QUOTAS: readonly Quota[] = [
  {
    service: 'Genesys Cloud',
    what: 'requests of one OAuth client, 297 of 300 a minute',
    // The slot dispenser keeps three back, so that no minute sees more than the limit wherever it begins.
    allows: 297 / 60,
    takenByOne: ({ genesysCalls }) => genesysCalls,
    remedy:
      'ask Genesys support for a higher limit with your reasons; the stack reads the new one from the answers',
  },
  {
    service: 'DynamoDB',
    what: 'writes to one partition of the due index, 1,000 units a second',
    allows: PARTITION_WRITES,
    // Once when the request is stored, once when it is concluded.
    takenByOne: () => 2,
    remedy: 'more partitions per priority in DUE_PARTITIONS; the sweeper then asks each of them',
  },
  {
    service: 'DynamoDB',
    what: 'writes to the row of the slot dispenser, 1,000 units a second',
    allows: PARTITION_WRITES,
    takenByOne: () => 1,
    remedy: 'reserve more slots in one write; Genesys binds two hundred times earlier',
  },
  {
    service: 'DynamoDB',
    what: 'writes to one on-demand table, 40,000 units a second',
    allows: 40_000,
    takenByOne: ({ writeUnits }) => writeUnits,
    remedy: 'raise the table quota, and set warm throughput before a campaign',
  },
  {
    service: 'Lambda',
    what: 'functions at a time in an account, 1,000',
    allows: 1_000,
    takenByOne: secondsOf,
    remedy: 'raise the concurrency quota',
  },
  {
    service: 'Step Functions',
    what: 'starts of Express executions, 6,000 a second',
    allows: 6_000,
    takenByOne: () => 1,
    remedy: 'raise the StartExecution quota',
  },
  {
    service: 'EventBridge',
    what: 'events put on a bus, 10,000 a second',
    allows: 10_000,
    takenByOne: ({ publishedEvents }) => publishedEvents,
    remedy: 'raise the PutEvents quota',
  },
  {
    service: 'EventBridge',
    what: 'invocations of targets, 18,750 a second',
    allows: 18_750,
    takenByOne: () => 1,
    remedy: 'raise the invocations quota; what exceeds it is late, not lost',
  },
  {
    service: 'EventBridge Scheduler',
    what: 'invocations, 1,000 a second, one schedule for each notification',
    allows: 1_000,
    takenByOne: () => 1,
    remedy: 'one schedule per local send time instead of one per recipient',
  },
];
