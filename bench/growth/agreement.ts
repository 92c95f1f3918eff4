import type { Grown } from './findings';
import { MEASURES } from './findings';

/** The store in memory counts otherwise than the emulator: nothing it says of larger sizes can be believed. */
export class StoresDisagreeError extends Error {
  override readonly name = 'StoresDisagreeError';
}

/** Every difference between what two stores of one size counted, in words. */
export function differencesOf(emulated: Grown, remembered: Grown): string[] {
  const operations = new Set(
    [...emulated.taken, ...remembered.taken].map(({ operation }) => operation),
  );
  return [...operations].flatMap((operation) => {
    const [there, here] = [emulated, remembered].map(({ taken }) =>
      taken.find((each) => each.operation === operation),
    );
    return MEASURES.filter((measure) => there?.[measure] !== here?.[measure]).map(
      (measure) =>
        `${operation}, ${measure}: ${there?.[measure]} in the emulator, ${here?.[measure]} in memory`,
    );
  });
}

/** Goes on only if each size that was counted over both stores came to the same; returns how many were. */
export function mustAgree(grown: readonly Grown[]): number {
  const emulated = grown.filter(({ store }) => store === 'emulator');
  const remembered = grown.filter(({ store }) => store === 'memory');
  const pairs = emulated.flatMap((there) =>
    remembered.filter(({ size }) => size === there.size).map((here) => ({ there, here })),
  );
  if (pairs.length === 0) throw new StoresDisagreeError('no size was counted over both stores');
  const differences = pairs.flatMap(({ there, here }) =>
    differencesOf(there, here).map((each) => `${there.size} of each kind: ${each}`),
  );
  if (differences.length > 0) throw new StoresDisagreeError(differences.join('; '));
  return pairs.length;
}
