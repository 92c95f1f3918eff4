import { estimateCost, TYPICAL_USAGE } from '../../lambda/domain/cost';
import type { Estimate, Usage } from '../../lambda/domain/cost';
import type { PriceTable } from '../../lambda/contract/price-table';
import { readPrices } from '../../cli/prices/read-prices';
import type { Counted } from '../counted/count';
import { LATENCIES } from '../counted/latencies';
import type { Measurement, Progress, RunOptions } from '../frame/measurement';
import type { Cell, ResultTable } from '../frame/results';
import { synthesizeStack } from '../stack/template';
import { countExecuted } from './executed';
import type { Executed } from './executed';
import { pricePromises, promisesTable } from './promises';
import { standingCost } from './standing';
import { rivalsOf } from './rivals';
import { functionTimes, usageOf } from './usage';

const MILLION = 1_000_000;
/** What the design aims at, in dollars without EventBridge. */
const AIM = 8;

type Count = (options: RunOptions, progress: Progress) => Promise<Counted>;

export const cost = (count: Count): Measurement => ({
  name: 'cost',
  title: 'What does a million notifications cost at AWS?',
  run: async (options, progress) => {
    const { paths } = await count(options, progress);
    const executed = await countExecuted(options.isQuick ? 3 : 20, progress);
    const prices = readPrices();
    const standing = standingCost(prices, synthesizeStack());
    const [live] = paths;
    const ours = usageOf(live, executed, standing.memoryMb);
    const bill = billOf(ours, prices);
    const typical = billOf(TYPICAL_USAGE, prices);
    const all = [
      { name: 'this project', usage: ours, lacks: '', perMonth: 0 },
      ...rivalsOf(ours, executed.transitions),
    ].map((each) => ({
      ...each,
      bill: billOf(each.usage, prices),
      dollars: billOf(each.usage, prices).withoutEvents + (each.perMonth ?? 0),
    }));
    const sorted = all.toSorted((a, b) => a.dollars - b.dollars);
    const promises = pricePromises(live, prices);
    const indexDollars = promises
      .filter(({ isIndex }) => isIndex)
      .reduce((sum, { dollars }) => sum + dollars, 0);
    const cheaper = sorted.filter(({ dollars }) => dollars < bill.withoutEvents);
    return {
      conclusions: [
        `A million notifications cost $${bill.withoutEvents.toFixed(2)} without EventBridge${aimText(bill.withoutEvents)}, $${bill.total.toFixed(2)} with it, and the stack costs $${standing.total.toFixed(2)} a month when nothing is sent.`,
        `The database is ${percent(bill.cost.database / bill.withoutEvents)} of it. The aim counted the six writes of the send protocol, and these are six; it left out the index entries, which are $${dollarsOf(indexDollars)}, and took functions and logs for less than is counted here.`,
        `${cheaper.length} of ${all.length - 1} rivals are cheaper, because they write less down: the table says what each of them lacks.`,
      ],
      tables: [
        {
          title: 'Dollars per million notifications',
          head: [
            'who',
            'workflow',
            'functions',
            'database',
            'logs',
            'servers',
            'together',
            'to ours',
            'what it lacks',
          ],
          rows: sorted.map(
            ({ name, bill: { cost: parts }, perMonth = 0, dollars, lacks }): Cell[] => [
              name,
              dollarsOf(parts.workflow),
              dollarsOf(parts.functions),
              dollarsOf(parts.database),
              dollarsOf(parts.logs),
              dollarsOf(perMonth),
              dollarsOf(dollars),
              `${(dollars / bill.withoutEvents).toFixed(2)}x`,
              lacks,
            ],
          ),
          notes: [
            `Prices of ${prices.region} of ${prices.asOf} (\`cli/prices\`), first tier, no free tier. Events are left out: every design but the loops pays $${bill.cost.events.toFixed(2)} for the request and the outcome.`,
            'Counts of this project are from executed runs, those of rivals from their design; servers are for a month in which the million is sent.',
          ],
        },
        promisesTable(promises),
        countedTable(ours, executed),
        timesTable(functionTimes(live, standing.memoryMb), standing.memoryMb),
        standing.table,
      ],
      charts: [
        {
          kind: 'bars',
          name: 'per-million',
          title: 'Dollars per million notifications',
          scale: 'logarithmic',
          bars: sorted.map(({ name, dollars }) => ({
            label: name,
            value: Number(dollars.toFixed(2)),
            isOurs: name === 'this project',
          })),
        },
      ],
      figures: {
        dollarsPerMillion: bill.withoutEvents,
        executions: executed.executions,
        invocations: executed.invocations,
        logBytes: executed.logBytes,
        genesysCalls: ours.genesysCalls,
        estimateOff: Math.abs(typical.withoutEvents / bill.withoutEvents - 1),
        toStandard: bill.withoutEvents / (all[1]?.dollars ?? Number.NaN),
      },
    };
  },
});

const aimText = (dollars: number): string =>
  dollars > AIM ? `, more than the $${AIM} that were aimed at` : '';

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const dollarsOf = (dollars: number): string => dollars.toFixed(2);

function billOf(usage: Usage, prices: PriceTable) {
  const estimate: Estimate = estimateCost(
    { notifications: MILLION, requestsPerMinute: 300 },
    prices,
    usage,
  );
  if (estimate.kind === 'impossible') throw new Error(estimate.reason);
  const { cost: parts, totalCost } = estimate;
  return { cost: parts, total: totalCost, withoutEvents: totalCost - parts.events };
}

function countedTable(usage: Usage, executed: Executed): ResultTable {
  return {
    title: 'What was counted for one notification',
    head: ['what', 'counted'],
    rows: [
      ['Express executions', executed.executions],
      ['states entered', executed.transitions],
      ['functions invoked', executed.invocations],
      ['log bytes, those of Lambda itself included', executed.logBytes],
      ['log bytes that are ours', executed.ownLogBytes],
      ['requests to Genesys', usage.genesysCalls],
      ['DynamoDB read units', usage.readUnits],
      ['DynamoDB write units', usage.writeUnits],
    ],
    notes: [
      `The first five are means of ${executed.times} notifications through the deployed stack, from the emulator's execution history and logs; the others from the measurement \`database\`.`,
      "Left out: X-Ray, keys and data transfer. AWS's own log line of a traced function is some hundred bytes longer than the emulator's (docs/adr/0034).",
    ],
  };
}

function timesTable(times: ReturnType<typeof functionTimes>, memoryMb: number): ResultTable {
  return {
    title: 'What is billed by duration',
    head: ['function', 'waits, ms', 'processor, ms', 'billed, ms'],
    rows: times.map((each) => [each.state, each.waitedMs, each.processorMs, each.billedMs]),
    notes: [
      `Waits are counted calls times assumed latencies (DynamoDB ${LATENCIES.dynamoDb} ms, Genesys ${LATENCIES.genesys} ms), and the wait for the slot of the second request. Processor time is this machine's median, stretched to the part of a processor that ${memoryMb} MB buy.`,
      'In a backlog a function waits longer for its slot; each second of that costs $' +
        `${((memoryMb / 1024) * 13.3334).toFixed(2)} per million.`,
    ],
  };
}
