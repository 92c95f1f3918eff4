import { isDeepStrictEqual } from 'node:util';

const MASK = '<the event the execution was started with>';

/**
 * Takes an execution's own input out of what is written about it. The input is the application's event as it
 * came, and EventBridge hands it over whole: the history shows it with the first state, beside whatever is ours.
 * It is masked only where it stands whole and unchanged; a part of it anywhere else is ours and stays.
 */
export function withoutOwnInput(written: unknown, input: unknown): unknown {
  if (isDeepStrictEqual(written, input)) return MASK;
  if (typeof written === 'string') {
    const parsed = parseJson(written);
    return parsed === undefined ? written : withoutOwnInput(parsed, input);
  }
  if (Array.isArray(written)) return written.map((each) => withoutOwnInput(each, input));
  if (typeof written !== 'object' || written === null) return written;
  return Object.fromEntries(
    Object.entries(written).map(([name, value]) => [name, withoutOwnInput(value, input)]),
  );
}

/** Only texts that hold an object or a list can hold the event. */
function parseJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
