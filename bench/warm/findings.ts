import { median, quantile, spread, sum } from '../contest/statistics';
import { LATENCIES } from '../counted/latencies';
import type { Findings } from '../frame/results';
import type { Sampled } from './sample-deliveries';

/** Medians of blocks, so that a block in which this machine did something else does not decide. */
function totalsOf({ contestant: { calls }, blocks }: Sampled) {
  const processors = blocks.map((block) => median(block.map(({ processorMs }) => processorMs)));
  const processor = median(processors);
  return {
    calls: calls.warm.length,
    genesysCalls: calls.genesys,
    p50: median(blocks.map((block) => median(block.map(({ ms }) => ms)))),
    p99: quantile(
      blocks.flatMap((block) => block.map(({ ms }) => ms)),
      0.99,
    ),
    processor,
    spread: spread(processors),
    /** With others as far away as they are in the cloud. */
    afar: processor + calls.warm.length * LATENCIES.dynamoDb + calls.genesys * LATENCIES.genesys,
  };
}

export function findingsOf(samples: readonly Sampled[]): Findings {
  const of = (key: Sampled['contestant']['key']) => {
    const found = samples.find(({ contestant }) => contestant.key === key);
    if (found === undefined) throw new Error(`${key} was not sampled`);
    return totalsOf(found);
  };
  const ours = of('ours');
  const idiomatic = of('idiomatic');
  const floor = of('one-post');
  const perCall = (totals: typeof ours) => totals.processor / (totals.calls + totals.genesysCalls);
  const times = sum(samples[0]?.blocks.map(({ length }) => length) ?? []);
  return {
    conclusions: [
      `A notification takes ${percent(ours.processor / idiomatic.processor)} of the idiomatic stack's processor time, though it asks AWS ${ours.calls} times instead of ${idiomatic.calls}: a call takes ${percent(perCall(ours) / perCall(idiomatic))}.`,
      `One bare POST takes ${percent(floor.processor / idiomatic.processor)}, so that a quarter of the idiomatic stack's time, which was the aim, is ${Math.floor(idiomatic.processor / 4 / floor.processor)} calls and nothing else; what we promise takes ${ours.calls + ours.genesysCalls}.`,
      `With AWS and Genesys as far away as they are, it takes ${(ours.afar / floor.afar).toFixed(1)} times as long as one direct POST, the idiomatic stack ${(idiomatic.afar / floor.afar).toFixed(1)} times.`,
    ],
    tables: [
      {
        title: 'One notification after the other, everybody warm',
        head: [
          'who',
          'calls of AWS',
          'of Genesys',
          'processor',
          'spread',
          'processor per call',
          'p50',
          'p99',
          'in the cloud, times one POST',
        ],
        rows: samples.map((each) => {
          const totals = totalsOf(each);
          return [
            each.contestant.name,
            totals.calls,
            totals.genesysCalls,
            totals.processor / idiomatic.processor,
            totals.spread,
            perCall(totals) / perCall(idiomatic),
            totals.p50 / idiomatic.p50,
            totals.p99 / idiomatic.p99,
            totals.afar / floor.afar,
          ];
        }),
        notes: [
          `Processor, processor per call, p50 and p99 are shares of the idiomatic stack's; ${times} notifications each, in ${samples[0]?.blocks.length ?? 0} blocks, in turns.`,
          'p50 and p99 are of this machine, where the emulated DynamoDB takes longer for a call than Genesys does; they mostly say how many calls there are.',
          `"In the cloud" is computed: processor time, ${LATENCIES.dynamoDb} ms for each call of AWS and ${LATENCIES.genesys} ms for each of Genesys, recording the outcome included. Both latencies are assumed.`,
          'The limit at Genesys is out of the way. At 300 a minute the slot of the POST comes 0.2 s after that of the look.',
        ],
      },
    ],
    charts: [
      {
        kind: 'bars',
        name: 'processor',
        title: 'Processor time of a notification, idiomatic stack = 1',
        scale: 'linear',
        bars: samples.map((each) => ({
          label: each.contestant.name,
          value: totalsOf(each).processor / idiomatic.processor,
          isOurs: each.contestant.isOurs,
        })),
      },
    ],
    figures: {
      processorToIdiomatic: ours.processor / idiomatic.processor,
      processorPerCallToIdiomatic: perCall(ours) / perCall(idiomatic),
      afarToOnePost: ours.afar / floor.afar,
    },
  };
}

const percent = (value: number): string => `${Math.round(value * 100)} %`;
