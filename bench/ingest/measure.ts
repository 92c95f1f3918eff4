import { rememberSessions } from '../../lambda/adapters/remembering-session-registry';
import type { SessionRegistry } from '../../lambda/domain/ports';
import { ingestEvents } from '../../lambda/steps/ingest-events';
import { countingRegistry } from './counting-registry';
import type { CountingRegistry } from './counting-registry';
import { deliveries } from './deliveries';
import type { CorpusOptions, Delivery } from './deliveries';
import { Durations } from './durations';
import { toEvent } from './envelope';

/** Whether the rules of the stack let an event through to the queue. */
export type IsTaken = (delivery: Delivery) => boolean;

/** What the event source mapping hands over at once. */
const BATCH_SIZE = 100;

type Batch = Parameters<ReturnType<typeof ingestEvents>>[0];

/** The events that pass the rules, as batches of the queue. */
function* batches(options: CorpusOptions, isTaken: IsTaken, seen: (delivery: Delivery) => void) {
  let bodies: string[] = [];
  for (const delivery of deliveries(options)) {
    seen(delivery);
    if (!isTaken(delivery)) continue;
    bodies.push(JSON.stringify(toEvent(delivery.happening)));
    if (bodies.length < BATCH_SIZE) continue;
    yield bodies;
    bodies = [];
  }
  if (bodies.length > 0) yield bodies;
}

const toBatch = (bodies: readonly string[]): Batch => ({
  Records: bodies.map((body, at) => ({ messageId: String(at), body })),
});

/** The function's own step over a registry; anything that can't be read would stand in `lost`. */
export function ingestInto(sessions: SessionRegistry) {
  const told = { lost: 0 };
  const ingest = ingestEvents({
    sessions,
    // The firehose says nothing of what contacts want.
    recipients: {
      changePreference: async () => 'superseded',
      fetchPreferences: async () => [],
    },
    identity: { keyedHash: async () => '' },
    unreadable: {
      keep: async () => {
        told.lost += 1;
      },
    },
    clock: { nowMs: () => Date.UTC(2030, 0) },
    settings: { contactMergeTopic: '' },
    log: () => undefined,
  });
  return { ingest, told };
}

export interface Speed {
  /** Events that passed the rules. */
  readonly taken: number;
  /** Median microseconds of the processor for one event, of a bare JSON.parse and of the whole ingest. */
  readonly parseMicros: number;
  readonly ingestMicros: number;
  /** The one over the other: 1 would be parsing alone. */
  readonly ratio: number;
}

/**
 * Measures the ingest against a bare JSON.parse of the same bytes, in turns. It counts the processor's time, not the clock's: on
 * a busy machine the one that takes longer would be interrupted more often.
 */
export async function measureSpeed(
  options: CorpusOptions,
  isTaken: IsTaken,
  sessions: SessionRegistry,
): Promise<Speed> {
  const { ingest } = ingestInto(rememberSessions(sessions));
  const parsing = new Durations();
  const ingesting = new Durations();
  let taken = 0;
  for (const bodies of batches(options, isTaken, () => undefined)) {
    taken += bodies.length;
    if (bodies.length < BATCH_SIZE) break;
    const batch = toBatch(bodies);
    const parse = () => {
      const startedAt = process.cpuUsage();
      for (const body of bodies) JSON.parse(body);
      parsing.add(process.cpuUsage(startedAt));
    };
    const isParsedFirst = taken % (2 * BATCH_SIZE) === 0;
    if (isParsedFirst) parse();
    const startedAt = process.cpuUsage();
    // Each batch follows the one before it: that is what is measured.
    // oxlint-disable-next-line no-await-in-loop
    await ingest(batch);
    ingesting.add(process.cpuUsage(startedAt));
    if (!isParsedFirst) parse();
  }
  const parseMicros = parsing.median() / BATCH_SIZE;
  const ingestMicros = ingesting.median() / BATCH_SIZE;
  return { taken, parseMicros, ingestMicros, ratio: parseMicros / ingestMicros };
}

export interface Counts {
  readonly events: number;
  readonly taken: number;
  /** Events that say something new: taken, and not for the second time. */
  readonly changing: number;
  readonly units: number;
  readonly lost: number;
  readonly registry: CountingRegistry;
}

/** Counts what a corpus costs in write units. */
export async function countWrites(options: CorpusOptions, isTaken: IsTaken): Promise<Counts> {
  const registry = countingRegistry();
  const { ingest, told } = ingestInto(rememberSessions(registry));
  let events = 0;
  let taken = 0;
  let changing = 0;
  const seen = (delivery: Delivery) => {
    events += 1;
    if (!isTaken(delivery)) return;
    taken += 1;
    if (!delivery.isRepeat) changing += 1;
  };
  for (const bodies of batches(options, isTaken, seen)) {
    // oxlint-disable-next-line no-await-in-loop
    await ingest(toBatch(bodies));
  }
  return { events, taken, changing, units: registry.units(), lost: told.lost, registry };
}
