import { createHmac, randomUUID } from 'node:crypto';
import type { Identity } from '../domain/ports';

/** RFC 4648 base32: safe in keys, paths and voices, and sorts the same everywhere. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** HMAC-SHA256 under a secret pepper, read once per environment. */
export function createKeyedIdentity(readPepper: () => Promise<string>): Identity {
  let pepper: Promise<string> | undefined;
  return {
    keyedHash: async (words) => {
      // A failed read is not kept, or one throttled start would break the environment for good.
      pepper ??= readPepper().catch((error: unknown) => {
        pepper = undefined;
        throw error;
      });
      // JSON keeps the borders between words: ["ab","c"] and ["a","bc"] must differ.
      return toBase32(
        createHmac('sha256', await pepper)
          .update(JSON.stringify(words))
          .digest(),
      );
    },
    newOwner: randomUUID,
  };
}

function toBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? [])
    .map((group) => ALPHABET.charAt(Number.parseInt(group.padEnd(5, '0'), 2)))
    .join('');
}
