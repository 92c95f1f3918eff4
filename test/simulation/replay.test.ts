import { findKiller } from './find-killer';
import type { Mutant } from './mutant';
import { profiles, PROFILES } from './profiles';
import { runSchedule } from './run-schedule';
import { runSchedules } from './run-schedules';
import { runOnAllCores } from './shards';
import { shrink } from './shrink';
import { mutants } from './mutants';

jest.setTimeout(120_000);

describe('replay', () => {
  it.each(PROFILES)('the same seed gives the same history: %s', async (profile) => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const options = { seed, profile: profiles[profile], doubt: 'park' } as const;
      const first = await runSchedule({ ...options, isReadable: true });
      const second = await runSchedule({ ...options, isReadable: true });

      expect(second.hash).toBe(first.hash);
      expect(second.lines).toEqual(first.lines);
    }
  });

  it('another seed gives another history', async () => {
    const hashes = new Set<number>();
    for (let seed = 1; seed <= 200; seed += 1) {
      const options = { seed, profile: profiles.harsh, doubt: 'park' } as const;
      hashes.add((await runSchedule(options)).hash);
    }

    expect(hashes.size).toBe(200);
  });

  it('the trace hash does not depend on how many processes share the work', async () => {
    const job = { profile: 'harsh', firstSeed: 7, schedules: 1_001 } as const;

    const alone = await runSchedules({ ...job, stride: 1 });
    const { tallies } = await runOnAllCores({ schedules: [job] });

    expect(tallies[0]).toMatchObject({
      schedules: alone.schedules,
      hash: alone.hash,
      figures: alone.figures,
    });
  });
});

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
