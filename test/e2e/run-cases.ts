import type { Ending } from '../../local/story/ending';
import { explainFailure } from '../../local/story/explain-failure';
import { createStoryteller, type Narrator, type Teller } from '../../local/story/storyteller';
import type { E2eOptions } from './command-line';
import type { E2eCase } from './e2e-case';
import type { E2eReport } from './e2e-report';
import { openPlace } from './place';
import { createWorld, type World } from './world';

/** Runs one case after the other; each is tried, whatever became of those before it. */
export async function runCases(
  cases: readonly E2eCase[],
  options: E2eOptions,
  { narrator, ending }: { readonly narrator: Narrator; readonly ending: Ending },
): Promise<E2eReport> {
  const storyteller = createStoryteller(narrator);
  const steps = () => storyteller.reports.slice(1);
  try {
    const chapter = { name: 'prepare', title: 'Find an AWS, and start a Genesys' };
    const world = await storyteller.tell(chapter, (teller) => prepare(options, ending, teller));
    for (const one of cases) {
      const { emulator } = world.place;
      await storyteller.attempt(one, async (teller) => {
        const checks = counting(teller);
        const running = one.run(world, checks.teller);
        await (emulator?.whileAlive(running) ?? running);
        if (checks.count() === 0) throw new Error('it has checked nothing');
      });
    }
    return { steps: steps() };
  } catch (error) {
    return { steps: steps(), failure: explainFailure(error) };
  } finally {
    await narrator.end();
  }
}

async function prepare(options: E2eOptions, ending: Ending, teller: Teller): Promise<World> {
  const place = await openPlace(options, ending, ({ step, detail = '' }) =>
    teller.note(`${step}: ${detail}`),
  );
  return await createWorld(place, ending);
}

function counting(teller: Teller): { readonly teller: Teller; readonly count: () => number } {
  let checks = 0;
  const check: Teller['check'] = (one) => {
    checks += 1;
    teller.check(one);
  };
  return { teller: { ...teller, check }, count: () => checks };
}
