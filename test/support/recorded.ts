type Method = (...args: unknown[]) => unknown;

const isMethod = (value: unknown): value is Method => typeof value === 'function';

/** The same port, each call of which is told first. */
export function recorded<Port extends object>(port: Port, tell: (verb: string) => void): Port {
  return wrapped(port, (verb, method) => (...args) => {
    tell(verb);
    return method(...args);
  });
}

/** The same port with each of its methods replaced. */
export function wrapped<Port extends object>(
  port: Port,
  wrap: (verb: string, method: Method) => Method,
): Port {
  const copy = { ...port };
  for (const verb of Object.keys(port)) {
    const value: unknown = Reflect.get(port, verb);
    if (isMethod(value)) Object.assign(copy, { [verb]: wrap(verb, value) });
  }
  return copy;
}
