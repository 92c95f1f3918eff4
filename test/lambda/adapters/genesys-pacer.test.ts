import { createGenesysPacer } from '../../../lambda/adapters/genesys-pacer';
import type { Exchange } from '../../../lambda/domain/answer';
import type { ApiBudget, Permit, Reservation } from '../../../lambda/domain/budget-port';
import { fixedClock, NOON_MS } from '../../support/fixed-clock';

const permitAt = (slotMs: number, number = 1): Permit => ({
  slotMs,
  goodUntilMs: slotMs + 400,
  number,
});
const reserved = (slotMs: number, number = 1): Reservation => ({
  kind: 'reserved',
  permits: [permitAt(slotMs, number)],
  spacingMs: 200,
});
const single = { lane: 'single', slots: 1, maxWaitMs: 20_000 } as const;

/** A dispenser from a script, and a clock that moves when somebody sleeps. */
function stage(script: readonly (Reservation | Error)[], replaced: Partial<ApiBudget> = {}) {
  const clock = fixedClock();
  const reservations = [...script];
  const closed: number[] = [];
  const paces: number[] = [];
  const budget: ApiBudget = {
    reserve: async () => {
      const next = reservations.shift();
      if (next === undefined || next instanceof Error) throw next ?? new Error('no more slots');
      return next;
    },
    pace: () => ({ allowedPerMinute: 300, othersPerMinute: 0 }),
    look: () => Promise.reject(new Error('unused')),
    isClosedFor: async () => false,
    closeUntil: async (untilMs) => void closed.push(untilMs),
    changePace: async (_, { allowedPerMinute }) => void paces.push(allowedPerMinute),
    ...replaced,
  };
  const slept: number[] = [];
  const sleep = async (ms: number) => {
    slept.push(ms);
    clock.advance(ms);
  };
  return { pacer: createGenesysPacer({ budget, clock, sleep }), clock, slept, closed, paces };
}

describe('taking a slot', () => {
  it('waits until it has come', async () => {
    const { pacer, slept } = stage([reserved(NOON_MS + 1_500)]);

    expect(await pacer.take(single)).toMatchObject({ kind: 'permitted' });
    expect(slept).toEqual([1_500]);
  });

  it('uses a permit that was given before, without another reservation', async () => {
    const { pacer } = stage([]);
    const held = permitAt(NOON_MS - 300);

    expect(await pacer.take(single, held)).toEqual({ kind: 'permitted', permits: [held] });
  });

  it('takes a new slot when the permit that was given before has passed', async () => {
    const { pacer } = stage([reserved(NOON_MS, 9)]);

    const taken = await pacer.take(single, permitAt(NOON_MS - 500));

    expect(taken).toMatchObject({ permits: [{ number: 9 }] });
  });

  it('takes another when Genesys has closed the window during a long wait', async () => {
    const { pacer } = stage([reserved(NOON_MS + 9_000, 1), reserved(NOON_MS + 12_000, 2)], {
      isClosedFor: async ({ number }) => number === 1,
    });

    expect(await pacer.take(single)).toMatchObject({ permits: [{ number: 2 }] });
  });

  it('is unavailable for the budget when every slot that one could wait for is taken', async () => {
    const { pacer } = stage([{ kind: 'full', retryAfterSeconds: 8 }]);

    expect(await pacer.take(single)).toEqual({
      kind: 'unavailable',
      cause: 'API_BUDGET',
      retryAfterSeconds: 8,
    });
  });

  it('gives up on slots that are always missed', async () => {
    const { pacer } = stage(Array.from({ length: 9 }, () => reserved(NOON_MS - 5_000)));

    expect(await pacer.take(single)).toMatchObject({ cause: 'API_BUDGET' });
  });

  it('is unavailable, and not in doubt, when the dispenser cannot be asked', async () => {
    const { pacer } = stage([new Error('throttled')]);

    expect(await pacer.take(single)).toMatchObject({ kind: 'unavailable', cause: 'BUDGET_STORE' });
  });
});

const answered = (status: number, headers: Record<string, string>): Exchange => ({
  kind: 'answered',
  status,
  headers,
  body: undefined,
});

describe('learning from an answer', () => {
  it('closes the window for everybody after a 429, as long as Genesys says', async () => {
    const { pacer, closed } = stage([]);

    await pacer.learn(permitAt(NOON_MS), answered(429, { 'retry-after': '20' }));

    expect(closed).toEqual([NOON_MS + 20_000]);
  });

  it('takes over the limit that the headers name', async () => {
    const { pacer, paces } = stage([]);
    const headers = {
      'inin-ratelimit-count': '1',
      'inin-ratelimit-allowed': '180',
      'inin-ratelimit-reset': '60',
    };

    await pacer.learn(permitAt(NOON_MS), answered(200, headers));

    expect(paces).toEqual([180]);
  });

  it('writes nothing and waits for nothing when there is nothing to learn', async () => {
    const { pacer, closed, paces, slept } = stage([]);

    await pacer.learn(permitAt(NOON_MS), answered(200, {}));

    expect([closed, paces, slept]).toEqual([[], [], []]);
  });

  it('does not hold up the answer when the dispenser is slow, and never fails it', async () => {
    const slow = stage([], { closeUntil: () => new Promise(() => undefined) });
    const failing = stage([], { closeUntil: () => Promise.reject(new Error('throttled')) });
    const refusal = answered(429, { 'retry-after': '5' });

    await slow.pacer.learn(permitAt(NOON_MS), refusal);
    await failing.pacer.learn(permitAt(NOON_MS), refusal);

    expect(slow.slept).toEqual([250]);
  });
});
