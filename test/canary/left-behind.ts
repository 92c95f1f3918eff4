import { inspect } from 'node:util';

/** What is left of a call, whether it returns or throws, with everything that hangs on it. */
export async function whatIsLeftOf(call: () => unknown): Promise<string> {
  try {
    return everythingOf(await call());
  } catch (error) {
    return `thrown ${everythingOf(error)}`;
  }
}

function everythingOf(value: unknown): string {
  const options = {
    depth: Infinity,
    showHidden: true,
    maxStringLength: null,
    maxArrayLength: null,
  };
  const parts = [inspect(value, options), JSON.stringify(value), String(value)];
  if (value instanceof Error) {
    const own = Object.fromEntries(
      Object.getOwnPropertyNames(value).map((name): [string, unknown] => [
        name,
        Reflect.get(value, name),
      ]),
    );
    parts.push(value.stack ?? '', JSON.stringify(own), everythingOf(value.cause));
  }
  return parts.join('\n');
}
