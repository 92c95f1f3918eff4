import { createSeededRandom } from '../model/seeded-random';
import type { Commit, RequestAction, SeededFault } from './fault-schema';

type Kind = SeededFault['kinds'][number];
type Random = () => number;

const pick = <Item>(random: Random, items: readonly [Item, ...Item[]]): Item =>
  items[Math.floor(random() * items.length)] ?? items[0];

const commits: readonly [Commit, ...Commit[]] = ['before', 'after', 'never'];

const errorStatuses: readonly [number, ...number[]] = [500, 502, 503, 504, 408];

const builders: Record<Kind, (random: Random, commit: Commit) => RequestAction> = {
  error: (random, commit) => ({
    kind: 'answer',
    status: pick(random, errorStatuses),
    headers: {},
    body: { message: 'seeded fault', code: 'seeded.fault' },
    contentType: 'application/json',
    commit,
    commitDelayMs: 0,
  }),
  // A refused request has no effect, whatever the dice say.
  'rate-limited': (random) => ({
    kind: 'answer',
    status: 429,
    headers: { 'retry-after': String(1 + Math.floor(random() * 3)) },
    body: { message: 'Rate limit exceeded.', code: 'too.many.requests.retry.after', status: 429 },
    contentType: 'application/json',
    commit: 'never',
    commitDelayMs: 0,
  }),
  delay: (random) => ({
    kind: 'delay',
    ms: 50 + Math.floor(random() * 450),
    commit: 'before',
    commitDelayMs: 0,
  }),
  drip: (_random, commit) => ({
    kind: 'drip',
    part: 'body',
    bytes: 16,
    intervalMs: 20,
    commit,
    commitDelayMs: 0,
  }),
  cut: (_random, commit) => ({ kind: 'cut', commit, commitDelayMs: 0 }),
  reset: (_random, commit) => ({ kind: 'reset', commit, commitDelayMs: 0 }),
  silence: (_random, commit) => ({ kind: 'silence', commit, commitDelayMs: 0 }),
  redirect: (_random, commit) => ({
    kind: 'redirect',
    status: 307,
    location: 'http://127.0.0.1:9/elsewhere',
    commit,
    commitDelayMs: 0,
  }),
  huge: (_random, commit) => ({
    kind: 'huge',
    bytes: 50 * 1024 * 1024,
    contentType: 'application/json',
    commit,
    commitDelayMs: 0,
  }),
  'non-json': (_random, commit) => ({ kind: 'non-json', status: 200, commit, commitDelayMs: 0 }),
};

/** Draws one action, or none, for each request in turn; the same seed draws the same row. */
export const createSeededActions = ({
  seed,
  rate,
  kinds,
}: Pick<SeededFault, 'seed' | 'rate' | 'kinds'>): (() => RequestAction | undefined) => {
  const random = createSeededRandom(`faults:${seed}`);
  return () => {
    const hit = random() < rate;
    const kind = kinds[Math.floor(random() * kinds.length)];
    const action = kind && builders[kind](random, pick(random, commits));
    return hit ? action : undefined;
  };
};
