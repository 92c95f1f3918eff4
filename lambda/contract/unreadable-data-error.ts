import type * as v from 'valibot';
import { parseInput } from './problems';
import type { Problem } from './problems';

/** Something we wrote ourselves cannot be read back: a fault of this program, named without quoting the data. */
export class UnreadableDataError extends Error {
  override readonly name = 'UnreadableDataError';

  constructor(what: string, problems: readonly Problem[]) {
    const list = problems.map(
      ({ path, code, expected }) => `${path}: ${code}, expected ${expected}`,
    );
    super(`cannot read ${what}: ${list.join('; ')}`);
  }
}

/**
 * Parses what one of our own parts wrote. The library's own error would carry the input along, and with it
 * a message text into the log of whoever reports it.
 *
 * @throws UnreadableDataError
 */
export function parseOwn<const S extends v.GenericSchema>(
  schema: S,
  input: unknown,
  what: string,
): v.InferOutput<S> {
  const parsed = parseInput(schema, input);
  if (parsed.kind === 'invalid') throw new UnreadableDataError(what, parsed.problems);
  return parsed.value;
}
