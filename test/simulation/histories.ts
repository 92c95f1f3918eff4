import { findKiller } from './find-killer';
import { mutants } from './mutants';
import { profiles, PROFILES } from './profiles';
import { runSchedule } from './run-schedule';
import { runSchedules } from './run-schedules';
import { runOnAllCores } from './shards';

/** How much of the same a suite looks at: `npm test` at some, `npm run proofs` at many. */
export interface Extent {
  /** Seeds of each profile that are run twice. */
  readonly replayed: number;
  /** Schedules that one process runs, and then all of them. */
  readonly shared: number;
  /** Seeds under which a mutant that nothing can kill has to live. */
  readonly survived: number;
}

const equivalent = mutants.filter(({ dies }) => dies === undefined);

export function describeHistories({ replayed, shared, survived }: Extent): void {
  describe('replay', () => {
    it.each(PROFILES)('the same seed gives the same history: %s', async (profile) => {
      for (let seed = 1; seed <= replayed; seed += 1) {
        const options = { seed, profile: profiles[profile], doubt: 'park' } as const;
        const first = await runSchedule({ ...options, isReadable: true });
        const second = await runSchedule({ ...options, isReadable: true });

        expect(second.hash).toBe(first.hash);
        expect(second.lines).toEqual(first.lines);
      }
    });

    it('another seed gives another history', async () => {
      const hashes = new Set<number>();
      for (let seed = 1; seed <= 4 * replayed; seed += 1) {
        const options = { seed, profile: profiles.harsh, doubt: 'park' } as const;
        hashes.add((await runSchedule(options)).hash);
      }

      expect(hashes.size).toBe(4 * replayed);
    });

    it('the trace hash does not depend on how many processes share the work', async () => {
      const job = { profile: 'harsh', firstSeed: 7, schedules: shared } as const;

      const alone = await runSchedules({ ...job, stride: 1 });
      const { tallies } = await runOnAllCores({ schedules: [job] });

      expect(tallies[0]).toMatchObject({
        schedules: alone.schedules,
        hash: alone.hash,
        figures: alone.figures,
      });
    });
  });

  describe('mutants of the protocol', () => {
    it.each(equivalent.map((mutant) => [mutant.subject.name, mutant] as const))(
      'break nothing where something else holds: %s',
      async (_, mutant) => {
        const place = { profile: 'harsh', doubt: 'resend' } as const;

        expect(mutant.why).toBeDefined();
        expect(await findKiller(mutant, place, { from: 1, count: survived })).toBeUndefined();
      },
    );
  });
}
