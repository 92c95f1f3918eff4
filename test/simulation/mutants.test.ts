import { findKiller } from './find-killer';
import type { Mutant } from './mutant';
import { mutants } from './mutants';
import { profiles } from './profiles';
import { runSchedule } from './run-schedule';

jest.setTimeout(120_000);

/** A change of the product moves the seeds; then the killer is looked for among this many. */
const MAX_SCHEDULES = 20_000;
const named = (mutant: Mutant): [string, Mutant] => [mutant.subject.name, mutant];
const mortal = mutants.filter(({ dies }) => dies !== undefined);

describe('mutants of the protocol', () => {
  it('are at least twenty', () => {
    expect(mortal.length).toBeGreaterThanOrEqual(20);
  });

  it.each(mortal.map(named))('break a guarantee: %s', async (_, mutant) => {
    const place = mutant.dies!;
    const killer =
      (await findKiller(mutant, place, { from: place.seed, count: 1 })) ??
      (await findKiller(mutant, place, { from: 1, count: MAX_SCHEDULES }));

    expect(killer).toBeDefined();
  });

  it.each(mortal.map(named))(
    'leave the product alone under the same seed: %s',
    async (_, { dies }) => {
      const { profile, doubt, seed } = dies!;

      const { findings } = await runSchedule({ seed, doubt, profile: profiles[profile] });

      expect(findings).toMatchObject({
        duplicates: 0,
        falseSent: 0,
        silentLosses: 0,
        stuck: 0,
        consentBreaks: 0,
      });
    },
  );
});
