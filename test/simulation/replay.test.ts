import { findKiller } from './find-killer';
import { describeHistories } from './histories';
import type { Mutant } from './mutant';
import { mutants } from './mutants';
import { shrink } from './shrink';

describeHistories({ replayed: 10, shared: 101, survived: 60 });

/** The first seed under which the mutant sends twice; it may tell a lie under earlier ones. */
async function seedOfDuplicate(mutant: Mutant): Promise<number> {
  for (let from = 1; ;) {
    // oxlint-disable-next-line no-await-in-loop
    const killer = await findKiller(mutant, mutant.dies!, { from, count: 2_000 });
    if (killer!.broken.includes('duplicates')) return killer!.seed;
    from = killer!.seed + 1;
  }
}

describe('a failure', () => {
  it('is told with the fewest faults that still make it fail', async () => {
    const mutant = mutants.find(({ subject }) => subject.name === 'a reset counts as not sent');
    const { profile, doubt } = mutant!.dies!;
    const failure = {
      seed: await seedOfDuplicate(mutant!),
      doubt,
      broken: ['duplicates'],
    } as const;

    const { drawn, kept, lines } = await shrink(failure, profile, mutant!.subject);

    expect(kept.map(({ fault }) => fault)).toEqual(['resetEffect']);
    expect(drawn).toBeGreaterThan(1);
    expect(lines.filter((line) => line.includes('the customer gets')).length).toBeGreaterThan(1);
  });
});
