import type { Pause } from '../../lambda/domain/guardrails';
import type { KillSwitch } from '../../lambda/domain/ports';

/** A kill switch that a test can pull. */
export interface FixedKillSwitch extends KillSwitch {
  pull(pause: Partial<Pause>): void;
}

export function fixedKillSwitch(): FixedKillSwitch {
  let pause: Pause = { everything: false, types: [] };
  return {
    pull: (pulled) => {
      pause = { everything: false, types: [], ...pulled };
    },
    fetchPause: async () => pause,
  };
}
