import type { Intent } from '../../../lambda/domain/notification';
import { conclude } from '../../../lambda/steps/conclude';
import { anIntent } from '../../support/builders';
import { fixedClock, NOON_MS } from '../../support/fixed-clock';

const secondsOf = async (fields: Partial<Intent>) => {
  const notification = {
    kind: 'waiting',
    intent: anIntent(fields),
    attempts: 0,
    conflicts: 0,
    looks: 0,
    decisions: [],
  } as const;
  const ledger = {
    conclude: async <C>(conclusion: C) => conclusion,
    noteAttempt: async () => 0,
  };
  const deps = { ledger, clock: fixedClock() };
  return (await conclude(deps, notification, { reason: 'CANCELLED', decisions: [] }))
    .secondsToOutcome;
};

describe('the time to an outcome', () => {
  it('counts from the request', async () => {
    expect(await secondsOf({ requestedAtMs: NOON_MS - 90_000 })).toBe(90);
  });

  it('counts from when it was to be sent, if that is later', async () => {
    const times = { requestedAtMs: NOON_MS - 90_000, notBeforeMs: NOON_MS - 5_000 };

    expect(await secondsOf(times)).toBe(5);
  });

  it('is none for what ends before its time', async () => {
    expect(await secondsOf({ notBeforeMs: NOON_MS + 5_000 })).toBe(0);
  });
});
