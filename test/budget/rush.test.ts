import type { Priority } from '../../lambda/contract/priority';
import { createDynamoDbApiBudget } from '../../lambda/adapters/dynamodb-api-budget';
import { createGenesysPacer } from '../../lambda/adapters/genesys-pacer';
import { sweep } from '../../lambda/steps/sweep';
import { createInMemoryTable } from '../support/in-memory-table';
import { createVirtualClock } from '../support/virtual-clock';

const START_MS = Date.UTC(2026, 10, 22, 12);
const MINUTE = 60_000;
const PEOPLE = 10_000;
/** Every tenth is a single message, requested after the campaign. */
const isSingle = (number: number): boolean => number % 10 === 9;

interface Waiting {
  readonly number: number;
  readonly priority: Priority;
  readonly requestedAtMs: number;
  dueAtMs: number | undefined;
}

/** Ten thousand notifications that became due in the same minute, the sweeper, and sends that take two requests. */
async function rush() {
  const clock = createVirtualClock(START_MS);
  const table = createInMemoryTable(() => clock.sleep(5));
  const newBudget = () =>
    createDynamoDbApiBudget({ table, client: 'client', startPerMinute: 300, clock });
  const rows = Array.from({ length: PEOPLE }, (_, number): Waiting => {
    const requestedAtMs = START_MS - MINUTE + number * 6;
    const priority = isSingle(number) ? 'single' : 'campaign';
    return { number, priority, requestedAtMs, dueAtMs: requestedAtMs };
  });
  const requestsAtMs: number[] = [];
  const sentNumbers: number[] = [];
  const held = new Set<number>();
  let active = 0;
  let mostActive = 0;
  // Environments are used again, as functions are.
  const environments = Array.from({ length: 20 }, () =>
    createGenesysPacer({ budget: newBudget(), clock, sleep: clock.sleep }),
  );

  /** Preflight and send of one notification, each in its slot. */
  const attempt = async (row: Waiting): Promise<void> => {
    active += 1;
    mostActive = Math.max(mostActive, active);
    const pacer = environments[row.number % environments.length]!;
    const taken = await pacer.take({ lane: row.priority, slots: 2, maxWaitMs: 16_000 });
    if (taken.kind === 'permitted') {
      requestsAtMs.push(clock.nowMs());
      await clock.sleep(120);
      await pacer.take({ lane: row.priority, slots: 1, maxWaitMs: 16_000 }, taken.permits[1]);
      requestsAtMs.push(clock.nowMs());
      sentNumbers.push(row.number);
      row.dueAtMs = undefined;
    } else {
      held.add(row.number);
      row.dueAtMs = row.requestedAtMs;
    }
    active -= 1;
  };

  const started: Promise<void>[] = [];
  const sweepOnce = sweep({
    clock,
    sleep: clock.sleep,
    budget: newBudget(),
    workflow: {
      startAttempt: async (key) => {
        const row = rows[Number(key)];
        if (row !== undefined) started.push(clock.sleep(300).then(() => attempt(row)));
      },
    },
    due: {
      findDue: async (priority, nowMs, limit) =>
        rows
          .filter((row) => row.priority === priority && (row.dueAtMs ?? Infinity) <= nowMs)
          .toSorted((a, b) => (a.dueAtMs ?? 0) - (b.dueAtMs ?? 0))
          .slice(0, limit)
          .map(({ number, dueAtMs = 0 }) => ({ notificationKey: String(number), dueAtMs })),
      postpone: async ({ notificationKey, dueAtMs: seen }, dueAtMs) => {
        const row = rows[Number(notificationKey)];
        if (row?.dueAtMs !== seen) return false;
        row.dueAtMs = dueAtMs;
        return true;
      },
    },
  });
  const minutes = 90;
  const sweeps = Array.from({ length: minutes }, (_, minute) =>
    clock.sleep(minute * MINUTE).then(sweepOnce),
  );
  await clock.run();
  await Promise.all([...sweeps, ...started]);
  return { rows, requestsAtMs, sentNumbers, mostActive, held };
}

describe('ten thousand notifications that are due in the same minute', () => {
  let rushed: Awaited<ReturnType<typeof rush>>;
  beforeAll(async () => {
    rushed = await rush();
  }, 60_000);

  it('are all sent, each once', () => {
    expect(new Set(rushed.sentNumbers).size).toBe(PEOPLE);
    expect(rushed.sentNumbers).toHaveLength(PEOPLE);
  });

  it('never make more requests than the limit in any minute, wherever it begins', () => {
    const times = rushed.requestsAtMs.toSorted((a, b) => a - b);
    const most = times.reduce((highest, fromMs, index) => {
      let end = index;
      while ((times[end] ?? Infinity) < fromMs + MINUTE) end += 1;
      return Math.max(highest, end - index);
    }, 0);

    expect(most).toBeLessThanOrEqual(300);
  });

  it('use nearly all of the budget until they are done', () => {
    const lastMs = Math.max(...rushed.requestsAtMs);
    const minutes = (lastMs - START_MS) / MINUTE;

    expect(rushed.requestsAtMs.length / minutes).toBeGreaterThanOrEqual(285);
  });

  it('are never worked on by more than a few executions at once', () => {
    expect(rushed.mostActive).toBeLessThanOrEqual(30);
  });

  it('are sent in the order of their priority, and the oldest of each first', () => {
    const { sentNumbers } = rushed;
    const singles = sentNumbers.filter(isSingle);
    const campaign = sentNumbers.filter((number) => !isSingle(number));

    expect(sentNumbers.slice(0, 990).every(isSingle)).toBe(true);
    // Attempts of the same seconds may overtake one another.
    expect(disorderOf(singles)).toBeLessThanOrEqual(20);
    expect(disorderOf(campaign)).toBeLessThanOrEqual(20);
  });

  it('come back from the budget in vain less than once in twenty times', () => {
    expect(rushed.held.size / PEOPLE).toBeLessThan(0.05);
  });
});

/** How many places anybody is away from where the order of requests would have put him. */
function disorderOf(numbers: readonly number[]): number {
  const ordered = numbers.toSorted((a, b) => a - b);
  const place = new Map(ordered.map((number, index) => [number, index]));
  return Math.max(...numbers.map((number, index) => Math.abs(index - (place.get(number) ?? 0))));
}
