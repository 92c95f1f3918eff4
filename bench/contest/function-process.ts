import { createRequire } from 'node:module';

/**
 * The environment of a function: a fresh process that loads one bundle when it is told to and runs it as often as it is
 * told to. It holds nothing else, so that what it takes is what the bundle takes. It ends with the channel to its parent.
 */
const load = createRequire(__filename);
const FUNCTION_SECONDS = 30;

let handler: unknown;

async function timed(work: () => unknown) {
  const processor = process.cpuUsage();
  const began = performance.now();
  const output: unknown = await work();
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(processor);
  return { output, ms, processorMs: (user + system) / 1000 };
}

async function obey(order: unknown): Promise<object> {
  const file: unknown = Reflect.get(Object(order), 'load');
  if (typeof file === 'string') {
    const { output, ...took } = await timed(() => load(file));
    handler = Reflect.get(Object(output), 'handler');
    return took;
  }
  if (typeof handler !== 'function') throw new Error('there is no handler');
  const run = handler;
  const endsMs = Date.now() + FUNCTION_SECONDS * 1000;
  const context = {
    functionName: 'bench',
    awsRequestId: 'request-of-the-bench',
    getRemainingTimeInMillis: () => endsMs - Date.now(),
  };
  return timed(() =>
    Reflect.apply(run, undefined, [Reflect.get(Object(order), 'invoke'), context]),
  );
}

// The peak that Linux keeps of a process begins with that of its parent, so it is no use here.
const restingBytes = process.memoryUsage.rss();

async function answer(order: unknown): Promise<object> {
  try {
    const done = await obey(order);
    return { kind: 'done', ...done, grownBytes: process.memoryUsage.rss() - restingBytes };
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : 'unknown' };
  }
}

process.on('message', (order: unknown) => {
  void answer(order).then((words) => process.send?.(words));
});
process.once('disconnect', () => process.exit(0));
