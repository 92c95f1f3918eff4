import type { Contestant } from '../contest/contestants';
import type { Contest, Entrant } from '../contest/contest';
import { startEnvironment } from '../contest/function-environment';
import type { BundledFunction, Took } from '../contest/function-environment';
import { requestOf } from '../contest/notify';
import type { Progress } from '../frame/measurement';

/** What one function took of a fresh process: its bundle loaded, and run once. */
export interface Start {
  readonly function: BundledFunction;
  readonly load: Took;
  readonly first: Took;
}

/** A contestant, and the starts of each of its functions in every round. */
export interface Sampled {
  readonly contestant: Entrant;
  readonly rounds: readonly (readonly Start[])[];
}

/** One notification per round and contestant, in turns; the first round is for the others' caches and does not count. */
export async function sampleStarts(
  contest: Contest,
  rounds: number,
  progress: Progress,
): Promise<Sampled[]> {
  const samples = contest.contestants.map((contestant) => {
    const kept: Start[][] = [];
    return { contestant, rounds: kept };
  });
  for (let round = 0; round <= rounds; round += 1) {
    const contactId = await contest.arena.welcome();
    const first = round % samples.length;
    for (const sample of [...samples.slice(first), ...samples.slice(0, first)]) {
      const event = requestOf(contactId, `cold-${round}-of-${sample.contestant.key}`);
      const starts = await startAll(contest.program, sample.contestant, event);
      if (round > 0) sample.rounds.push(starts);
    }
    if (round % 5 === 0) progress(`round ${round} of ${rounds}`);
  }
  return samples;
}

/** Each function in a process of its own, as Lambda starts them. */
async function startAll(program: string, contestant: Contestant, event: object): Promise<Start[]> {
  const starts: Start[] = [];
  let input: unknown = contestant.toInput(event);
  for (const each of contestant.functions) {
    const environment = startEnvironment(program, each);
    const load = await environment.load();
    const first = await environment.invoke(input);
    await environment.stop();
    starts.push({ function: each, load, first });
    input = first.output;
  }
  return starts;
}
