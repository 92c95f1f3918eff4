import { InvalidArgumentError } from 'commander';

/** Reads an option that counts something: 1 to 1000. */
export function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= 1000) return number;
  throw new InvalidArgumentError('It has to be a whole number from 1 to 1000.');
}
