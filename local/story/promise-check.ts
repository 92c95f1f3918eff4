import { isDeepStrictEqual } from 'node:util';

/** One promise of the story beside what really happened. */
export interface Check {
  readonly promise: string;
  readonly kept: boolean;
  readonly expected: string;
  readonly found: string;
}

/** Compares what was promised with what was found. */
export function check(promise: string, expected: unknown, found: unknown): Check {
  return {
    promise,
    kept: isDeepStrictEqual(expected, found),
    expected: show(expected),
    found: show(found),
  };
}

/** Checks a condition that is more than being equal; `expected` says it in words. */
export function checkThat(
  promise: string,
  holds: boolean,
  expected: string,
  found: unknown,
): Check {
  return { promise, kept: holds, expected, found: show(found) };
}

export function describeBroken({ promise, expected, found }: Check): string {
  return `${promise}: expected ${expected}, found ${found}`;
}

function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
