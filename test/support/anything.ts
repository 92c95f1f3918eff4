export { aNumber, aString, matching, objectWith } from '../local/genesys/support/anything';

export const listWith = (...parts: readonly unknown[]): unknown => expect.arrayContaining(parts);
