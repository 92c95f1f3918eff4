/** Where in a stretch of time a notification belongs: the same key gives the same place, many keys spread evenly. At least 0, less than 1. */
export function fractionOf(notificationKey: string): number {
  // FNV-1a, 32 bits, and a last stir: its high bits alone hardly move with the last letters.
  let hash = 0x811c9dc5;
  for (const letter of notificationKey) {
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}
