import { NEXT_LOOK_MS } from '../../../lambda/contract/timeouts';
import type { DueNotification } from '../../../lambda/domain/ports';
import { sweep } from '../../../lambda/steps/sweep';
import type { SweepDeps } from '../../../lambda/steps/sweep';
import { keyOf } from '../../support/builders';
import { fixedClock, NOON_MS } from '../../support/fixed-clock';

/** Rows that are due at certain times, and the attempts that were started. */
const stage = (rows: readonly DueNotification[], workflow: Partial<SweepDeps['workflow']> = {}) => {
  const due = new Map(rows.map(({ notificationKey, dueAtMs }) => [notificationKey, dueAtMs]));
  const started: string[] = [];
  const deps: SweepDeps = {
    clock: fixedClock(),
    due: {
      findDue: async (nowMs, limit) =>
        [...due]
          .map(([notificationKey, dueAtMs]) => ({ notificationKey, dueAtMs }))
          .filter(({ dueAtMs }) => dueAtMs <= nowMs)
          .slice(0, limit),
      postpone: async (seen, dueAtMs) => {
        if (due.get(seen.notificationKey) !== seen.dueAtMs) return false;
        due.set(seen.notificationKey, dueAtMs);
        return true;
      },
    },
    workflow: { startAttempt: async (key) => void started.push(key), ...workflow },
  };
  return { deps, due, started };
};

const row = (letter: string, dueAtMs: number): DueNotification => ({
  notificationKey: keyOf(letter),
  dueAtMs,
});

describe('sweep', () => {
  it('starts what is due, and leaves what is not', async () => {
    const { deps, started } = stage([row('A', NOON_MS), row('B', NOON_MS + 1)]);

    expect(await sweep(deps)()).toEqual({ kind: 'swept', due: 1, started: 1 });
    expect(started).toEqual([keyOf('A')]);
  });

  it('looks again only when the execution it started must be over', async () => {
    const { deps, due } = stage([row('A', NOON_MS)]);

    await sweep(deps)();

    expect(due.get(keyOf('A'))).toBe(NOON_MS + NEXT_LOOK_MS);
  });

  it('starts a notification once when two sweeps overlap', async () => {
    const { deps, started } = stage([row('A', 1), row('B', 2), row('C', 3)]);

    await Promise.all([sweep(deps)(), sweep(deps)(), sweep(deps)()]);

    expect(started.toSorted()).toEqual(['A', 'B', 'C'].map(keyOf));
  });

  it('moves a notification on before it starts it, so that a failing start comes back', async () => {
    const { deps, due } = stage([row('A', NOON_MS)], {
      startAttempt: async () => {
        throw new Error('throttled');
      },
    });

    await expect(sweep(deps)()).rejects.toThrow('throttled');

    expect(due.get(keyOf('A'))).toBe(NOON_MS + NEXT_LOOK_MS);
  });

  it('does nothing when nothing is due', async () => {
    expect(await sweep(stage([]).deps)()).toEqual({ kind: 'swept', due: 0, started: 0 });
  });
});
