import type { Problem } from '../lambda/contract/problems';

/** A problem of an input in one line, without the value that was found. */
export const problemText = ({ path, code, expected, found }: Problem): string =>
  `${path}: ${code}, expected ${expected}, found ${found}`;
