import type { Entrant } from '../contest/contest';
import { median, spread, sum } from '../contest/statistics';
import type { Cell, Findings } from '../frame/results';
import type { Sampled, Start } from './sample-starts';

const KILOBYTE = 1000;

/** Loading and the first call together: what is put off until the first call is no gain. */
const wallOf = ({ load, first }: Start): number => load.ms + first.ms;
const processorOf = ({ load, first }: Start): number => load.processorMs + first.processorMs;

/** Of whole rounds: functions that follow each other add up, but each has a memory of its own. */
function totalsOf({ contestant, rounds }: Sampled) {
  const walls = rounds.map((starts) => sum(starts.map(wallOf)));
  return {
    kilobytes: sum(contestant.functions.map(({ bytes }) => bytes)) / KILOBYTE,
    load: median(rounds.map((starts) => sum(starts.map(({ load }) => load.ms)))),
    wall: median(walls),
    spread: spread(walls),
    processor: median(rounds.map((starts) => sum(starts.map(processorOf)))),
    memory: median(
      rounds.map((starts) => Math.max(...starts.map(({ first }) => first.grownBytes))),
    ),
  };
}

/** One function of a contestant, as if it were the whole. */
const only = ({ contestant, rounds }: Sampled, index: number): Sampled => ({
  contestant: { ...contestant, functions: contestant.functions.slice(index, index + 1) },
  rounds: rounds.map((starts) => starts.slice(index, index + 1)),
});

export function findingsOf(samples: readonly Sampled[]): Findings {
  const of = (key: Entrant['key']): Sampled => {
    const found = samples.find(({ contestant }) => contestant.key === key);
    if (found === undefined) throw new Error(`${key} was not sampled`);
    return found;
  };
  const ours = of('ours');
  const idiomatic = totalsOf(of('idiomatic'));
  const floor = totalsOf(of('one-post'));
  const whole = totalsOf(ours);
  const parts = ours.contestant.functions.map(({ name }, index) => ({
    name,
    ...totalsOf(only(ours, index)),
  }));
  const sender = parts.at(-1) ?? whole;
  const row = (name: string, calls: Cell, totals: ReturnType<typeof totalsOf>) => [
    name,
    totals.kilobytes,
    calls,
    totals.load / idiomatic.wall,
    totals.wall / idiomatic.wall,
    totals.spread,
    totals.processor / idiomatic.processor,
    totals.memory / idiomatic.memory,
    totals.wall / floor.wall,
  ];
  return {
    conclusions: [
      `The function that sends takes ${share(sender.wall / idiomatic.wall)} of the idiomatic stack's cold start and ${share(sender.processor / idiomatic.processor)} of its processor time; all three functions, if all are cold, ${share(whole.wall / idiomatic.wall)} and ${share(whole.processor / idiomatic.processor)}.`,
      'What Lambda itself takes to start an environment comes on top, and a chain of three pays it three times where one function pays it once: about 0.12 s each by published figures.',
    ],
    tables: [
      {
        title: 'Bundle loaded and one notification delivered, each function in a fresh process',
        head: [
          'who',
          'kB',
          'calls of AWS',
          'loading',
          'loading and first call',
          'spread',
          'processor',
          'memory',
          'times the floor',
        ],
        rows: [
          ...samples.map((each) =>
            row(each.contestant.name, each.contestant.calls.cold.length, totalsOf(each)),
          ),
          ...parts.map(({ name, ...totals }) => row(`of ours: ${name}`, '', totals)),
        ],
        notes: [
          "Loading, loading and first call, processor and memory are shares of the idiomatic stack's loading and first call; memory is what the largest process grew by.",
          `Medians of ${ours.rounds.length} rounds, everybody once per round, in turns. Spread: the middle half of the rounds, as a share of the median.`,
          'Plain HTTP on one machine, to an emulated DynamoDB and the simulator. DNS and TLS come on top for everybody.',
          `Calls of AWS are counted: the idiomatic stack makes an idempotency record and reads one session; ours keeps the request, consent, kill switch, slots, claim, write-ahead and outcome, and reads a secret. Rivals are given the token, which ours reads from the ledger.`,
        ],
      },
    ],
    charts: [
      {
        kind: 'bars',
        name: 'wall',
        title: 'Cold start and first notification, idiomatic stack = 1',
        scale: 'linear',
        bars: samples.map((each) => ({
          label: each.contestant.name,
          value: totalsOf(each).wall / idiomatic.wall,
          isOurs: each.contestant.isOurs,
        })),
      },
    ],
    figures: {
      senderToIdiomatic: sender.wall / idiomatic.wall,
      allToIdiomatic: whole.wall / idiomatic.wall,
      allToFloor: whole.wall / floor.wall,
      processorToIdiomatic: whole.processor / idiomatic.processor,
      largestBundle: Math.max(...parts.map(({ kilobytes }) => kilobytes)),
    },
  };
}

const share = (value: number): string => `${Math.round(value * 100)} %`;
