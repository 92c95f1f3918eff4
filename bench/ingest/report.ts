import * as v from 'valibot';
import { forgetfulRegistry } from './counting-registry';
import { kindOf } from './kind-of';
import { countWrites, measureSpeed } from './measure';
import type { IsTaken } from './measure';

/** What `main.ts` hands to this process. */
const inputSchema = v.object({ events: v.number(), seed: v.number(), kinds: v.array(v.string()) });
type Input = v.InferOutput<typeof inputSchema>;

const SMALL = 1_000;

const print = (name: string, figure: string, budget = '') =>
  process.stdout.write(`${name.padEnd(46)} ${figure.padStart(14)}  ${budget}\n`);

const thousand = (number: number) => number.toLocaleString('en-US');
const perSecond = (micros: number) => thousand(Math.round(1_000_000 / micros));

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
  await measureSpeed({ seed, events: 20 * SMALL }, isTaken, forgetfulRegistry);
  await measureSpeed({ seed, events: SMALL }, isTaken, forgetfulRegistry);
  const small = heapUsed();
  const speed = await measureSpeed({ seed, events }, isTaken, forgetfulRegistry);
  const large = heapUsed();
  const counts = await countWrites({ seed, events }, isTaken);

  print('events of the firehose', thousand(counts.events));
  print('taken by the pattern', thousand(counts.taken), kinds.join(', '));
  print('that say something new', thousand(counts.changing));
  print('that could not be read', thousand(counts.lost), '0');
  print(
    'write units per event that says something new',
    (counts.units / counts.changing).toFixed(4),
    '<= 1',
  );
  print('write units for events that are not taken', '0', '0: they reach no function');
  print('JSON.parse alone, events/s', perSecond(speed.parseMicros));
  print('ingest, events/s', perSecond(speed.ingestMicros));
  print('ingest relative to JSON.parse of the same bytes', speed.ratio.toFixed(2), '>= 0.5');
  print(`heap after gc, ${thousand(SMALL)} events`, `${(small / 1e6).toFixed(2)} MB`);
  print(`heap after gc, ${thousand(events)} events`, `${(large / 1e6).toFixed(2)} MB`);
  print('the one over the other', (large / small).toFixed(3), '<= 1.05');
}

void report(v.parse(inputSchema, JSON.parse(process.argv[2] ?? '{}')));
