import { AsyncLocalStorage } from 'node:async_hooks';

/** One call of DynamoDB and what it is billed. */
export interface BookedCall {
  /** State of the workflow, or function. */
  readonly state: string;
  /** Our port and its verb: what the call is for. */
  readonly verb: string;
  readonly operation: string;
  readonly readUnits: number;
  /** Rows that were looked at. */
  readonly rowsRead: number;
  /** Of the table's row; `indexUnits` come on top. */
  readonly writeUnits: number;
  readonly indexUnits: number;
  /** The same, index by index. */
  readonly unitsByIndex: Readonly<Record<string, number>>;
  /** A write whose condition failed: billed all the same, but not reported, so computed from the row that stood there. */
  readonly isRefused: boolean;
}

/** Knows on whose behalf a call is made, and keeps what it cost. */
export interface CallBook {
  readonly calls: readonly BookedCall[];
  note(call: Omit<BookedCall, 'state' | 'verb'>): void;
  /** Everything that is called within belongs to this state. */
  inState<Result>(state: string, work: () => Promise<Result>): Promise<Result>;
  /** A port whose verbs are noted; of nested ports, the innermost. */
  watch<Port extends object>(name: string, port: Port): Port;
}

interface Context {
  readonly state: string;
  readonly verb: string;
}

type Call = (...args: unknown[]) => unknown;
const isCall = (value: unknown): value is Call => typeof value === 'function';

export function createCallBook(): CallBook {
  const context = new AsyncLocalStorage<Context>();
  const calls: BookedCall[] = [];
  const current = (): Context => context.getStore() ?? { state: 'elsewhere', verb: 'unknown' };
  return {
    calls,
    note: (call) => {
      calls.push({ ...current(), ...call });
    },
    inState: (state, work) => context.run({ state, verb: 'unknown' }, work),
    watch: (name, port) => {
      const watched = { ...port };
      for (const verb of Object.keys(port)) {
        const method: unknown = Reflect.get(port, verb);
        if (!isCall(method)) continue;
        const noted: Call = (...args) =>
          context.run({ ...current(), verb: `${name}.${verb}` }, () => method(...args));
        Object.assign(watched, { [verb]: noted });
      }
      return watched;
    },
  };
}
