import { admittedIn, MINUTE, openBacklog, refusedIn } from './backlog';

const SEMANTICS = ['aligned', 'anchored', 'sliding'] as const;
const FLEETS = [1, 10, 50] as const;
const CELLS = SEMANTICS.flatMap((semantics) =>
  FLEETS.map((workers) => ({ semantics, workers }) as const),
);
/** The first minute is left to settle. */
const MINUTES = [1, 2, 3];

describe.each(CELLS)('$workers workers with a backlog, a window that is $semantics', (cell) => {
  it('use 98.5 % of the limit and are never refused, with one write for each request', async () => {
    const backlog = openBacklog(cell);

    await backlog.run(4);

    const requests = MINUTES.flatMap(backlog.minute);
    expect(admittedIn(requests) / (300 * MINUTES.length)).toBeGreaterThanOrEqual(0.985);
    expect(refusedIn(backlog.genesys.seen)).toBe(0);
    // Each environment loses its first race, because it does not know yet how the dispenser stands.
    const writes = backlog.counts.writes - cell.workers;
    expect(writes / backlog.genesys.seen.length).toBeLessThanOrEqual(1.01);
  });
});

describe.each(SEMANTICS)('another program that uses 30 % of the limit (%s)', (semantics) => {
  it('leaves us the rest, of which we use 95 % with at most one refusal a minute', async () => {
    const backlog = openBacklog({ semantics, othersPerMinute: 90 });

    await backlog.run(9);

    const minutes = [4, 5, 6, 7, 8].map(backlog.minute);
    expect(admittedIn(minutes.flat()) / (210 * minutes.length)).toBeGreaterThanOrEqual(0.95);
    for (const minute of minutes) expect(refusedIn(minute)).toBeLessThanOrEqual(1);
  });
});

describe.each(SEMANTICS)('after a refusal for the rate (%s)', (semantics) => {
  it('nobody asks until the time that Genesys said, and the next window is used as before', async () => {
    const backlog = openBacklog({ semantics, workers: 50 });
    const startMs = backlog.clock.nowMs();
    const refuse = backlog.clock.sleep(1.5 * MINUTE).then(() => backlog.genesys.refuseNext(30));

    await Promise.all([backlog.run(4), refuse]);

    const refusedAtMs = backlog.genesys.seen.find(({ isRefused }) => isRefused)?.atMs ?? 0;
    const late = backlog.genesys.seen.filter(
      ({ atMs }) => atMs > refusedAtMs + 2_500 && atMs < refusedAtMs + 29_000,
    );
    expect(late).toEqual([]);
    const openAtMs = refusedAtMs + 30_000;
    const next = backlog.genesys.seen.filter(
      ({ atMs }) => atMs >= openAtMs && atMs < openAtMs + MINUTE,
    );
    expect(admittedIn(next) / 300).toBeGreaterThanOrEqual(0.98);
    expect(refusedAtMs).toBeGreaterThan(startMs);
    expect(refusedIn(backlog.genesys.seen)).toBe(1);
  });
});

describe('a limit that is not the one we started with', () => {
  it.each([
    [180, 300],
    [600, 300],
  ])('is learned from the headers: %i instead of %i', async (allowed, startPerMinute) => {
    const backlog = openBacklog({ semantics: 'sliding', allowed, startPerMinute, workers: 20 });

    await backlog.run(4);

    const minutes = [2, 3].map(backlog.minute);
    // Three requests are kept back, of whatever limit.
    expect(admittedIn(minutes.flat())).toBeGreaterThanOrEqual((allowed - 5) * 2);
    expect(refusedIn(minutes.flat())).toBe(0);
  });
});
