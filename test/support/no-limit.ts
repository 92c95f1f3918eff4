import type { GenesysPacer } from '../../lambda/adapters/genesys-pacer';
import { spacingOf } from '../../lambda/domain/api-budget';
import type { ApiBudget, Permit } from '../../lambda/domain/budget-port';

/** A slot whose time has come. */
export const aPermit = (fields: Partial<Permit> = {}): Permit => ({
  slotMs: 0,
  goodUntilMs: Number.MAX_SAFE_INTEGER,
  number: 1,
  ...fields,
});

/** Genesys without a limit: a slot for everybody, at once. For tests that are about something else. */
export const noLimit: GenesysPacer = {
  take: async ({ slots }) => {
    const others = Array.from({ length: slots - 1 }, (_, index) => aPermit({ number: index + 2 }));
    return { kind: 'permitted', permits: [aPermit(), ...others] };
  },
  learn: async () => undefined,
};

/** A dispenser that nobody waits for. */
export const roomy: Pick<ApiBudget, 'look'> = {
  look: async () => ({
    allowedPerMinute: 300,
    othersPerMinute: 0,
    spacingMs: spacingOf({ allowedPerMinute: 300, othersPerMinute: 0 }),
    nextFreeMs: 0,
    taken: 0,
  }),
};
