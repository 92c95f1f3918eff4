const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const LENGTH = 52;

/** Runs ask for the same few hashes millions of times. */
const known = new Map<string, string>();

/** Stands in for the keyed hash: same words, same ref, in the same 52 characters. */
export function keyedHashOf(words: readonly string[]): string {
  const joined = words.join('\u0000');
  const found = known.get(joined);
  if (found !== undefined) return found;
  let state = 0x811c9dc5;
  const mix = (code: number) => {
    state = Math.imul(state ^ code, 0x01000193) >>> 0;
  };
  for (let index = 0; index < joined.length; index += 1) mix(joined.charCodeAt(index));
  let hash = '';
  while (hash.length < LENGTH) {
    mix(hash.length);
    hash += ALPHABET.charAt((state >>> 11) % ALPHABET.length);
  }
  known.set(joined, hash);
  return hash;
}
