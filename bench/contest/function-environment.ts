import { fork } from 'node:child_process';
import { once } from 'node:events';
import * as v from 'valibot';

/** A bundle and the variables it is run with. */
export interface BundledFunction {
  readonly name: string;
  readonly file: string;
  readonly bytes: number;
  readonly variables: Readonly<Record<string, string>>;
}

const doneSchema = v.object({
  kind: v.literal('done'),
  output: v.optional(v.unknown()),
  ms: v.number(),
  processorMs: v.number(),
  grownBytes: v.number(),
});
const saidSchema = v.variant('kind', [
  doneSchema,
  v.object({ kind: v.literal('failed'), message: v.string() }),
]);

/** What something took of a process; memory is what the process has grown by since it was at rest. */
export type Took = v.InferOutput<typeof doneSchema>;

/** One environment of a function, as Lambda starts and keeps them. */
export interface FunctionEnvironment {
  load(): Promise<Took>;
  invoke(event: unknown): Promise<Took>;
  stop(): Promise<void>;
}

/** @param program the bundled `function-process.ts` */
export function startEnvironment(
  program: string,
  { name, file, variables }: BundledFunction,
): FunctionEnvironment {
  const child = fork(program, {
    env: { PATH: process.env.PATH, NODE_NO_WARNINGS: '1', ...variables },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ask = async (order: object): Promise<Took> => {
    const answer = once(child, 'message');
    child.send(order);
    const words: unknown[] = await answer;
    const said = v.parse(saidSchema, words[0]);
    if (said.kind === 'failed') throw new Error(`${name}: ${said.message}`);
    return said;
  };
  return {
    load: () => ask({ load: file }),
    invoke: (event) => ask({ invoke: event }),
    stop: async () => {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}
