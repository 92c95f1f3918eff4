import { openSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KillOrder } from './worker-config';

/** Makes every call of a port a point at which this process can die. */
export interface KillPoints {
  /** Notes where the execution is; nobody dies there. */
  readonly note: (line: string) => void;
  readonly watch: <Port extends object>(name: string, port: Port) => Port;
  readonly watchCall: <Args extends unknown[], Result>(
    label: (...args: Args) => string,
    call: (...args: Args) => Promise<Result>,
  ) => (...args: Args) => Promise<Result>;
}

type Call = (...args: unknown[]) => Promise<unknown>;
const isCall = (value: unknown): value is Call => typeof value === 'function';

/** Writes down each label before it is passed, and ends the process by SIGKILL at the one that is ordered. */
export function createKillPoints(journal: string, order: KillOrder | undefined): KillPoints {
  const file = openSync(journal, 'a');
  const counts = new Map<string, number>();

  const pass = (label: string): boolean => {
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    // Synchronous, so that it is written whatever comes next.
    writeSync(file, `${label}\n`);
    return order !== undefined && order.label === label && order.occurrence === count;
  };
  const pointOf = (label: string): void => {
    if (pass(label)) die();
  };

  const watchCall: KillPoints['watchCall'] =
    (label, call) =>
    async (...args) => {
      const name = label(...args);
      pointOf(`${name} before`);
      const pending = call(...args);
      if (pass(`${name} during`)) {
        await Promise.race([pending.catch(() => undefined), sleep(order?.afterMs)]);
        die();
      }
      const result = await pending;
      pointOf(`${name} after`);
      return result;
    };

  return {
    note: (line) => void writeSync(file, `${line}\n`),
    watchCall,
    watch: (name, port) => {
      const watched = { ...port };
      for (const verb of Object.keys(port)) {
        const method: unknown = Reflect.get(port, verb);
        if (isCall(method)) {
          Object.assign(watched, { [verb]: watchCall(() => `${name}.${verb}`, method) });
        }
      }
      return watched;
    },
  };
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
  // Nothing of ours runs any more, not even while the signal is on its way.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
