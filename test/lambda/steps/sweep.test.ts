import { PRIORITIES } from '../../../lambda/contract/priority';
import type { Priority } from '../../../lambda/contract/priority';
import { NEXT_LOOK_MS } from '../../../lambda/contract/timeouts';
import type { BudgetState } from '../../../lambda/domain/budget-port';
import type { DueNotification } from '../../../lambda/domain/ports';
import { sweep } from '../../../lambda/steps/sweep';
import type { SweepDeps } from '../../../lambda/steps/sweep';
import { keyOf } from '../../support/builders';
import { fixedClock, NOON_MS } from '../../support/fixed-clock';
import { roomy } from '../../support/no-limit';

interface Row extends DueNotification {
  readonly priority?: Priority;
}

/** Rows that are due at certain times, and the attempts that were started. */
const stage = (rows: readonly Row[], replaced: Partial<SweepDeps> = {}) => {
  const due = new Map(rows.map((each) => [each.notificationKey, { ...each }]));
  const started: string[] = [];
  const clock = fixedClock();
  const deps: SweepDeps = {
    clock,
    budget: roomy,
    sleep: async (ms) => clock.advance(ms),
    due: {
      findDue: async (wanted, nowMs, limit) =>
        [...due.values()]
          .filter(({ priority = 'single', dueAtMs }) => priority === wanted && dueAtMs <= nowMs)
          .toSorted((a, b) => a.dueAtMs - b.dueAtMs)
          .slice(0, limit),
      postpone: async (seen, dueAtMs) => {
        const row = due.get(seen.notificationKey);
        if (row === undefined || row.dueAtMs !== seen.dueAtMs) return false;
        due.set(seen.notificationKey, { ...row, dueAtMs });
        return true;
      },
    },
    workflow: { startAttempt: async (key) => void started.push(key) },
    ...replaced,
  };
  return { deps, clock, started, dueAt: (key: string) => due.get(key)?.dueAtMs };
};

const dispenser = (fields: Partial<BudgetState>): SweepDeps['budget'] => ({
  look: async () => ({ ...(await roomy.look()), ...fields }),
});

const row = (letter: string, dueAtMs: number): Row => ({ notificationKey: keyOf(letter), dueAtMs });
const rows = (count: number, priority: Priority, dueAtMs = NOON_MS): Row[] =>
  Array.from({ length: count }, (_, index) => ({
    notificationKey: `${priority}-${index}`,
    dueAtMs: dueAtMs - count + index,
    priority,
  }));

describe('what a sweep says of how things stand', () => {
  it('is for how long the longest overdue has been due', async () => {
    const { deps } = stage([row('A', NOON_MS - 5_000), row('B', NOON_MS - 90_000)]);

    expect(await sweep(deps)()).toMatchObject({ due: 2, oldestDueSeconds: 90 });
  });

  it('is the share of the API budget that was used since the sweep before', async () => {
    let taken = 1_000;
    const look: SweepDeps['budget']['look'] = async () => ({
      ...(await roomy.look()),
      spacingMs: 250,
      taken,
    });
    const { deps, clock } = stage([], { budget: { look } });
    const sweepOnce = sweep(deps);

    const first = await sweepOnce();
    taken += 240;
    clock.advance(120_000);

    expect(first.budgetUsedPercent).toBeUndefined();
    expect(await sweepOnce()).toMatchObject({ budgetUsedPercent: 50 });
  });
});

describe('sweep', () => {
  it('starts what is due, and leaves what is not', async () => {
    const { deps, started } = stage([row('A', NOON_MS), row('B', NOON_MS + 1)]);

    expect(await sweep(deps)()).toMatchObject({ kind: 'swept', due: 1, started: 1 });
    expect(started).toEqual([keyOf('A')]);
  });

  it('looks again only when the execution it started must be over', async () => {
    const { deps, dueAt } = stage([row('A', NOON_MS)]);

    await sweep(deps)();

    expect(dueAt(keyOf('A'))).toBe(NOON_MS + NEXT_LOOK_MS);
  });

  it('starts a notification once when two sweeps overlap', async () => {
    const { deps, started } = stage([row('A', 1), row('B', 2), row('C', 3)]);

    await Promise.all([sweep(deps)(), sweep(deps)(), sweep(deps)()]);

    expect(started.toSorted()).toEqual(['A', 'B', 'C'].map(keyOf));
  });

  it('moves a notification on before it starts it, so that a failing start comes back', async () => {
    const { deps, dueAt } = stage([row('A', NOON_MS)], {
      workflow: {
        startAttempt: async () => {
          throw new Error('throttled');
        },
      },
    });

    await expect(sweep(deps)()).rejects.toThrow('throttled');

    expect(dueAt(keyOf('A'))).toBe(NOON_MS + NEXT_LOOK_MS);
  });

  it('does nothing when nothing is due', async () => {
    expect(await sweep(stage([]).deps)()).toEqual({
      kind: 'swept',
      due: 0,
      started: 0,
      oldestDueSeconds: 0,
    });
  });
});

describe('a sweep of more than the API budget takes', () => {
  it('starts as many as a minute has slots for, each of which takes two', async () => {
    const { deps, started } = stage(rows(1_000, 'single'));

    await sweep(deps)();

    expect(started).toHaveLength(148);
  });

  it('starts fewer where Genesys allows less', async () => {
    const { deps, started } = stage(rows(1_000, 'single'), {
      budget: dispenser({ allowedPerMinute: 60, spacingMs: 1_000 }),
    });

    await sweep(deps)();

    expect(started).toHaveLength(30);
  });

  it('starts single messages before campaigns, and the longest overdue of each first', async () => {
    const campaign = rows(500, 'campaign', NOON_MS - 60_000);
    const { deps, started } = stage([...campaign, ...rows(50, 'single')]);

    await sweep(deps)();

    const expected = PRIORITIES.flatMap((priority) => rows(500, priority))
      .map(({ notificationKey }) => notificationKey)
      .filter((key) => !key.startsWith('single') || Number(key.slice(7)) < 50);
    expect(started).toEqual(expected.slice(0, 148));
  });

  it('is over before the next one begins', async () => {
    const { deps, clock } = stage(rows(1_000, 'single'));

    await sweep(deps)();

    expect(clock.nowMs() - NOON_MS).toBeLessThan(60_000);
  });

  it('starts nothing while Genesys has closed the window', async () => {
    const { deps, started } = stage(rows(10, 'single'), {
      budget: dispenser({ nextFreeMs: NOON_MS + 120_000 }),
    });

    expect(await sweep(deps)()).toMatchObject({ kind: 'swept', due: 10, started: 0 });
    expect(started).toEqual([]);
  });

  it('waits until those who call Genesys already have had their turns', async () => {
    const { deps, clock, dueAt } = stage(rows(1, 'campaign'), {
      budget: dispenser({ nextFreeMs: NOON_MS + 20_000 }),
    });

    await sweep(deps)();

    expect(clock.nowMs()).toBe(NOON_MS + 16_000);
    expect(dueAt('campaign-0')).toBe(NOON_MS + 16_000 + NEXT_LOOK_MS);
  });
});
