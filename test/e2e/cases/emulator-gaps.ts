import { check } from '../../../local/story/promise-check';
import type { E2eCase } from '../e2e-case';
import { EMULATOR_GAPS } from '../emulator-gaps';
import { isCovered } from '../gap-cover';

export const emulatorGaps: E2eCase = {
  name: 'emulator-gaps',
  title: 'What the built-in emulator lacks is covered by a test that exists',
  run: async (_world, teller) => {
    for (const gap of EMULATOR_GAPS) {
      teller.note(`${gap.lacks}: ${gap.file}`);
      teller.check(check(`a test instead of ${gap.lacks}`, true, isCovered(gap)));
    }
    await Promise.resolve();
  },
};
