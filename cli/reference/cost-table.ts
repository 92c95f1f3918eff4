import { estimateCost, TYPICAL_USAGE } from '../../lambda/domain/cost';
import type { Cost } from '../../lambda/domain/cost';
import type { PriceTable } from '../../lambda/contract/price-table';

const VOLUMES = [1_000, 100_000, 1_000_000] as const;
/** The limit that every OAuth client starts with. */
const REQUESTS_PER_MINUTE = 300;

/** The states of an execution that delivers into a live conversation, choices among them. */
const STANDARD = { ...TYPICAL_USAGE, workflow: { kind: 'standard', transitions: 10 } } as const;

/** What notifications cost by the price table, as a table of Markdown. */
export function costTable(prices: PriceTable): string {
  const express = VOLUMES.map((notifications) => row(notifications, prices, TYPICAL_USAGE));
  return [
    `| notifications | Genesys calls | at ${REQUESTS_PER_MINUTE}/min | workflow | functions | DynamoDB | events | logs | together |`,
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...express,
    row(1_000_000, prices, STANDARD, ', STANDARD'),
  ].join('\n');
}

function row(
  notifications: number,
  prices: PriceTable,
  usage: Parameters<typeof estimateCost>[2],
  remark = '',
): string {
  const plan = { notifications, requestsPerMinute: REQUESTS_PER_MINUTE };
  const estimate = estimateCost(plan, prices, usage);
  if (estimate.kind === 'impossible') return `| ${notifications} | ${estimate.reason} |`;
  const { cost, totalCost, currency, genesysCalls, apiMinutes } = estimate;
  const money = (amount: number): string => `${amount.toFixed(2)} ${currency}`;
  const parts = (['workflow', 'functions', 'database', 'events', 'logs'] as const).map(
    (part: keyof Cost) => money(cost[part]),
  );
  const cells = [count(notifications) + remark, count(genesysCalls), duration(apiMinutes)];
  return `| ${[...cells, ...parts, money(totalCost)].join(' | ')} |`;
}

const count = (value: number): string => value.toLocaleString('en-US');
const duration = (minutes: number): string =>
  minutes < 120 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
