import type { Contest, Entrant } from '../contest/contest';
import { startEnvironment } from '../contest/function-environment';
import type { FunctionEnvironment } from '../contest/function-environment';
import { notify, requestOf } from '../contest/notify';
import { sum } from '../contest/statistics';
import type { Progress } from '../frame/measurement';

export interface SampleSizes {
  /** Notifications that everybody delivers before anything counts. */
  readonly warmUp: number;
  readonly blocks: number;
  /** Notifications that one contestant delivers before the next has its turn. */
  readonly inBlock: number;
}

/** One notification: how long its functions were busy, and their processor time. */
export interface Delivery {
  readonly ms: number;
  readonly processorMs: number;
}

/** A contestant and its deliveries, block by block. */
export interface Sampled {
  readonly contestant: Entrant;
  readonly blocks: readonly (readonly Delivery[])[];
}

/** Notifications one after the other, in environments that stay; the contestants take turns, block by block. */
export async function sampleDeliveries(
  contest: Contest,
  { warmUp, blocks, inBlock }: SampleSizes,
  progress: Progress,
): Promise<Sampled[]> {
  const lanes = contest.contestants.map((contestant) => {
    const kept: Delivery[][] = [];
    const environments = contestant.functions.map((each) =>
      startEnvironment(contest.program, each),
    );
    return { contestant, environments, kept };
  });
  try {
    for (const lane of lanes) await loadAll(lane);
    await takeTurns(contest, lanes, { times: warmUp, occasion: 'warm-up' });
    for (let block = 1; block <= blocks; block += 1) {
      const turn = { times: inBlock, occasion: `warm-${block}` };
      const inTurn = [
        ...lanes.slice(block % lanes.length),
        ...lanes.slice(0, block % lanes.length),
      ];
      const delivered = await takeTurns(contest, inTurn, turn);
      for (const [index, lane] of inTurn.entries()) lane.kept.push(delivered[index] ?? []);
      progress(`block ${block} of ${blocks}`);
    }
  } finally {
    await Promise.all(lanes.flatMap(({ environments }) => environments.map((each) => each.stop())));
  }
  return lanes.map(({ contestant, kept }) => ({ contestant, blocks: kept }));
}

async function loadAll({ environments }: Lane): Promise<void> {
  for (const environment of environments) await environment.load();
}

interface Turn {
  readonly times: number;
  readonly occasion: string;
}

/** Everybody delivers to the same customers. */
async function takeTurns(
  contest: Contest,
  lanes: readonly Lane[],
  { times, occasion }: Turn,
): Promise<Delivery[][]> {
  const contacts = await welcomeAll(contest, times);
  const delivered: Delivery[][] = [];
  for (const lane of lanes) delivered.push(await deliverAll(lane, occasion, contacts));
  return delivered;
}

async function welcomeAll({ arena }: Contest, times: number): Promise<string[]> {
  const contacts: string[] = [];
  while (contacts.length < times) contacts.push(await arena.welcome());
  return contacts;
}

interface Lane {
  readonly contestant: Entrant;
  readonly environments: readonly FunctionEnvironment[];
}

async function deliverAll(
  { contestant, environments }: Lane,
  occasion: string,
  contacts: readonly string[],
): Promise<Delivery[]> {
  const deliveries: Delivery[] = [];
  for (const contactId of contacts) {
    const event = requestOf(contactId, `${contestant.key}-${occasion}-of-${contactId}`);
    const took = await notify(contestant, environments, event);
    if (took.length !== contestant.functions.length) {
      throw new Error(`${contestant.name} did not deliver`);
    }
    deliveries.push({
      ms: sum(took.map(({ ms }) => ms)),
      processorMs: sum(took.map(({ processorMs }) => processorMs)),
    });
  }
  return deliveries;
}
