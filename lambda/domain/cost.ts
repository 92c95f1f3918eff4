import type { PriceTable } from '../contract/price-table';

/** What one notification takes of AWS and of Genesys, on average. */
export interface Usage {
  /** Requests to Genesys, tokens not counted: with strict preflight one to look and one to send. */
  readonly genesysCalls: number;
  readonly workflow:
    | { readonly kind: 'express'; readonly durationMs: number; readonly memoryMb: number }
    | { readonly kind: 'standard'; readonly transitions: number };
  /** One entry for each function that runs. */
  readonly functions: readonly { readonly billedMs: number; readonly memoryMb: number }[];
  /** DynamoDB request units, whole or in part. */
  readonly readUnits: number;
  readonly writeUnits: number;
  /** Events put on a bus, the request and its outcome among them. */
  readonly publishedEvents: number;
  /** Schedules that fire. */
  readonly scheduledEvents: number;
  readonly logBytes: number;
}

/**
 * A notification that goes into a live conversation, without a retry and without a queue for the API. Counted by
 * `npm run bench -- --only cost`, which fails its check when this is not true any more; durations rest on a Genesys that
 * answers within 130 ms.
 */
export const TYPICAL_USAGE: Usage = {
  genesysCalls: 2,
  workflow: { kind: 'express', durationMs: 630, memoryMb: 64 },
  functions: [
    { billedMs: 60, memoryMb: 256 },
    { billedMs: 170, memoryMb: 256 },
    { billedMs: 280, memoryMb: 256 },
  ],
  readUnits: 4,
  writeUnits: 9,
  publishedEvents: 2,
  scheduledEvents: 0,
  logBytes: 2_060,
};

/** How much is to be sent, and how fast Genesys lets it. */
export interface SendingPlan {
  readonly notifications: number;
  /** What the OAuth client may ask of Genesys in a minute. */
  readonly requestsPerMinute: number;
  /** Part of that limit that can be used without ever exceeding it. Default: 0.985. */
  readonly usableShare?: number;
}

/** Money by what it is paid for, in the currency of the price table. */
export interface Cost {
  readonly workflow: number;
  readonly functions: number;
  readonly database: number;
  readonly events: number;
  readonly logs: number;
}

export type Estimate =
  | {
      readonly kind: 'estimated';
      readonly genesysCalls: number;
      /** How long the calls to Genesys take at the budget, whole minutes. */
      readonly apiMinutes: number;
      /** Without free tiers, encryption keys and data that leaves the region. */
      readonly cost: Cost;
      readonly totalCost: number;
      readonly costPerNotification: number;
      readonly currency: string;
      /** The day the prices were read. */
      readonly pricesAsOf: string;
    }
  | { readonly kind: 'impossible'; readonly reason: 'NOTHING_TO_SEND' | 'NO_API_BUDGET' };

const USABLE_SHARE = 0.985;
const MILLION = 1_000_000;
const GIGABYTE = 1024 ** 3;
const MB_PER_GB = 1024;
/** Express is billed by pieces of this size, the last one in full. */
const EXPRESS_MS = 100;
const EXPRESS_MB = 64;

/** What a plan costs in minutes of the Genesys API and in money at AWS, before anything is sent. */
export function estimateCost(
  plan: SendingPlan,
  prices: PriceTable,
  usage: Usage = TYPICAL_USAGE,
): Estimate {
  const { notifications, requestsPerMinute, usableShare = USABLE_SHARE } = plan;
  if (!(notifications > 0)) return { kind: 'impossible', reason: 'NOTHING_TO_SEND' };
  const callsPerMinute = requestsPerMinute * usableShare;
  if (!(callsPerMinute > 0)) return { kind: 'impossible', reason: 'NO_API_BUDGET' };

  const one = costOfOne(usage, prices);
  const costPerNotification = one.workflow + one.functions + one.database + one.events + one.logs;
  const genesysCalls = notifications * usage.genesysCalls;
  return {
    kind: 'estimated',
    genesysCalls,
    apiMinutes: Math.ceil(genesysCalls / callsPerMinute),
    cost: {
      workflow: one.workflow * notifications,
      functions: one.functions * notifications,
      database: one.database * notifications,
      events: one.events * notifications,
      logs: one.logs * notifications,
    },
    totalCost: costPerNotification * notifications,
    costPerNotification,
    currency: prices.currency,
    pricesAsOf: prices.asOf,
  };
}

function costOfOne(usage: Usage, prices: PriceTable): Cost {
  const { perMillion, perGigabyteSecond, perGigabyte } = prices;
  const gigabyteSeconds = usage.functions.reduce(
    (sum, { billedMs, memoryMb }) => sum + (billedMs / 1000) * (memoryMb / MB_PER_GB),
    0,
  );
  return {
    workflow: costOfWorkflow(usage.workflow, prices),
    functions:
      (usage.functions.length * perMillion.lambdaRequests) / MILLION +
      gigabyteSeconds * perGigabyteSecond.lambda,
    database:
      (usage.readUnits * perMillion.dynamoDbReadUnits +
        usage.writeUnits * perMillion.dynamoDbWriteUnits) /
      MILLION,
    events:
      (usage.publishedEvents * perMillion.publishedEvents +
        usage.scheduledEvents * perMillion.scheduledEvents) /
      MILLION,
    logs: (usage.logBytes / GIGABYTE) * perGigabyte.logs,
  };
}

function costOfWorkflow(workflow: Usage['workflow'], prices: PriceTable): number {
  const { perMillion, perGigabyteSecond } = prices;
  if (workflow.kind === 'standard') {
    return (workflow.transitions * perMillion.standardTransitions) / MILLION;
  }
  const seconds = roundUp(workflow.durationMs, EXPRESS_MS) / 1000;
  const gigabytes = roundUp(workflow.memoryMb, EXPRESS_MB) / MB_PER_GB;
  return (
    perMillion.expressExecutions / MILLION +
    seconds * gigabytes * perGigabyteSecond.expressExecutions
  );
}

const roundUp = (value: number, step: number): number => Math.ceil(value / step) * step;
