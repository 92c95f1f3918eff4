import Table from 'cli-table3';
import type { PriceTable } from '../../lambda/contract/price-table';
import { estimateCost } from '../../lambda/domain/cost';
import type { Cost, Estimate, SendingPlan } from '../../lambda/domain/cost';

const PARTS: Readonly<Record<keyof Cost, string>> = {
  workflow: 'Step Functions, Express',
  functions: 'Lambda',
  database: 'DynamoDB',
  events: 'EventBridge, the request and the outcome',
  logs: 'CloudWatch Logs',
};
const PART_NAMES = ['workflow', 'functions', 'database', 'events', 'logs'] as const;

export type Costed =
  { readonly kind: 'shown'; readonly text: string } | Extract<Estimate, { kind: 'impossible' }>;

/** What a reader's own numbers come to, line by line. */
export function showCost(plan: SendingPlan, prices: PriceTable): Costed {
  const estimate = estimateCost(plan, prices);
  if (estimate.kind === 'impossible') return estimate;
  const { cost, totalCost, currency, apiMinutes } = estimate;
  const table = new Table({ colAligns: ['left', 'right'], style: { head: [], border: [] } });
  for (const part of PART_NAMES) table.push([PARTS[part], cost[part].toFixed(2)]);
  table.push([`together, ${currency}`, totalCost.toFixed(2)]);
  const notifications = plan.notifications.toLocaleString('en-US');
  const lines = [
    `${notifications} notifications into live conversations, ${prices.region}, prices of ${prices.asOf}`,
    table.toString(),
    `At ${plan.requestsPerMinute} requests a minute Genesys takes them in ${hoursOf(apiMinutes)}.`,
    ...(prices.note === undefined ? [] : [prices.note]),
  ];
  return { kind: 'shown', text: `${lines.join('\n')}\n` };
}

const hoursOf = (minutes: number): string =>
  minutes < 120 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
