import { createHash, randomUUID } from 'node:crypto';

/** A well-formed key that no other test has. */
export const newKey = (): string =>
  createHash('sha256')
    .update(randomUUID())
    .digest('hex')
    .toUpperCase()
    .replace(/\d/g, '2')
    .slice(0, 52);
