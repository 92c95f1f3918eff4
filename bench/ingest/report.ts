import * as v from 'valibot';
import { forgetfulRegistry } from './counting-registry';
import { kindOf } from './kind-of';
import { countWrites, measureSpeed } from './measure';
import type { IsTaken } from './measure';

/** What the measurement hands to this process. */
const inputSchema = v.object({ events: v.number(), seed: v.number(), kinds: v.array(v.string()) });
type Input = v.InferOutput<typeof inputSchema>;

const WARM_UP = 20_000;

/** Bytes that are left when everything that can go has gone. */
function heapUsed(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

async function report({ events, seed, kinds }: Input): Promise<void> {
  const taken = new Set(kinds);
  const isTaken: IsTaken = (delivery) => taken.has(kindOf(delivery));
  // The compiler's own memory is not the question: the step has run before anything is measured.
  await measureSpeed({ seed, events: WARM_UP }, isTaken, forgetfulRegistry);
  const heapBefore = heapUsed();
  const speed = await measureSpeed({ seed, events }, isTaken, forgetfulRegistry);
  // Not the highest there was: a process inherits that from the one that started it.
  const residentBytes = process.memoryUsage.rss();
  const heapBytes = heapUsed();
  const { registry: _, ...counts } = await countWrites({ seed, events }, isTaken);
  const { parseMicros, ingestMicros } = speed;
  process.stdout.write(
    JSON.stringify({ ...counts, parseMicros, ingestMicros, heapBefore, heapBytes, residentBytes }),
  );
}

void report(v.parse(inputSchema, JSON.parse(process.argv[2] ?? '{}')));
