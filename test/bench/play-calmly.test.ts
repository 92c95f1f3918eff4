import { CALM_MS, MAX_TRIES, playCalmly, watchStalls } from '../../bench/pacing/play-calmly';

/** Plays under a machine that stands still for so long each time. */
async function playUnder(...stalls: readonly number[]) {
  let played = 0;
  const watch = () => {
    const stalledMs = stalls[played] ?? Number.NaN;
    return { stop: () => stalledMs };
  };
  const kept = await playCalmly(async () => {
    played += 1;
    return { number: played };
  }, watch);
  return { played, kept };
}

describe('a run of the pacing', () => {
  it('is played once on a calm machine', async () => {
    expect(await playUnder(CALM_MS)).toMatchObject({ played: 1, kept: { number: 1 } });
  });

  it('is played again when the machine stood still', async () => {
    expect(await playUnder(900, 0)).toMatchObject({ played: 2, kept: { number: 2, stalledMs: 0 } });
  });

  it('is kept from the calmest of all tries, and does not go on for ever', async () => {
    const { played, kept } = await playUnder(900, 300, 700, 0);

    expect(played).toBe(MAX_TRIES);
    expect(kept).toEqual({ number: 2, stalledMs: 300 });
  });
});

describe('the watch for stalls', () => {
  it('counts a time in which nobody was served', async () => {
    const stalls = watchStalls();
    const endsMs = performance.now() + 100;
    while (performance.now() < endsMs);
    await new Promise((resolve) => setTimeout(resolve, 20));

    expect(stalls.stop()).toBeGreaterThan(CALM_MS);
  });
});
