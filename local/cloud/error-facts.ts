/**
 * What a caught value says about itself. It looks at properties instead of using `instanceof`,
 * because errors of Node's own modules belong to another realm in a test runner or a worker.
 */
export function errorCode(error: unknown): string | undefined {
  const code = property(error, 'code');
  return typeof code === 'string' ? code : undefined;
}

/** The message of an error, or whatever else was thrown as text. */
export function errorMessage(error: unknown): string {
  const message = property(error, 'message');
  return typeof message === 'string' && message !== '' ? message : String(error);
}

/** An error, what caused it, what caused that, and so on; members of an AggregateError count as causes. */
export function errorChain(error: unknown): unknown[] {
  if (typeof error !== 'object' || error === null) return [];
  const members = property(error, 'errors');
  const causes: unknown[] = [property(error, 'cause')].concat(
    Array.isArray(members) ? members : [],
  );
  return [error, ...causes.flatMap((cause) => errorChain(cause))];
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
