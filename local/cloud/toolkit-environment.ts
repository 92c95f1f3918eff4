/** Variables to set, or to remove when undefined. */
export type Overrides = Readonly<Record<string, string | undefined>>;

let queue: Promise<unknown> = Promise.resolve();

/**
 * Runs work with some variables of this process's environment changed, and restores them. The
 * toolkit's AWS clients take the endpoint from the environment and from nowhere else, and the
 * environment belongs to the whole process, so such work waits for its turn.
 */
export async function withEnvironment<T>(overrides: Overrides, work: () => Promise<T>): Promise<T> {
  const turn = queue.then(async () => {
    const before = Object.fromEntries(
      Object.keys(overrides).map((name) => [name, process.env[name]]),
    );
    assign(overrides);
    try {
      return await work();
    } finally {
      assign(before);
    }
  });
  queue = turn.catch(() => undefined);
  return await turn;
}

function assign(values: Overrides): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}
