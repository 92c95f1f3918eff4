import { GUARANTEES } from './findings';
import type { Findings } from './findings';
import type { Mutant } from './mutant';
import { profiles } from './profiles';
import type { ProfileName } from './profiles';
import { runSchedule } from './run-schedule';
import type { Doubt } from './scenario';
import { Coverage } from './trace';

export interface Killer {
  readonly profile: ProfileName;
  readonly doubt: Doubt;
  readonly seed: number;
  readonly broken: readonly string[];
}

/** A record that says "suppressed" of what the customer has is a lie as well, though not one of the guarantees. */
const SIGNS = [...GUARANTEES, 'misrecorded'] as const satisfies readonly (keyof Findings)[];

/** Looks for the first seed under which the mutant breaks something. */
export async function findKiller(
  { subject }: Mutant,
  place: { readonly profile: ProfileName; readonly doubt: Doubt },
  seeds: { readonly from: number; readonly count: number },
): Promise<Killer | undefined> {
  const coverage = new Coverage();
  for (let seed = seeds.from; seed < seeds.from + seeds.count; seed += 1) {
    const options = { seed, profile: profiles[place.profile], doubt: place.doubt, coverage };
    const { findings } = await runSchedule({ ...options, subject });
    const broken = SIGNS.filter((sign) => findings[sign] > 0);
    if (broken.length === 0) continue;
    // What production does under this seed as well says nothing about the mutant.
    const { findings: original } = await runSchedule(options);
    if (broken.some((sign) => original[sign] === 0)) return { ...place, seed, broken };
  }
  return undefined;
}
