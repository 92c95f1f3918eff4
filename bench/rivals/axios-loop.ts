import { shareOut } from '../pacing/backlog';
import type { Drain } from '../pacing/backlog';
import { openAxios, refusedForMs } from './axios-client';

/** How long to wait before a request that was refused for the rate is made again. */
type Patience = (refusals: number, retryAfterMs: number) => number;

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 32_000;

/** Exponential back-off with full jitter: what guides to 429 begin with. */
export const drainWithBackOff: Drain = drainBy(
  (refusals) => Math.random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** refusals),
);

/** Waits exactly as long as the answer says. */
export const drainOnRetryAfter: Drain = drainBy((_, retryAfterMs) => retryAfterMs);

function drainBy(patience: Patience): Drain {
  return async (backlog) => {
    const client = openAxios(backlog);
    const insist = async (ask: () => ReturnType<typeof client.look>): Promise<void> => {
      for (let refusals = 0; ; refusals += 1) {
        const waitMs = refusedForMs(await ask());
        if (waitMs === undefined) return;
        await backlog.clock.sleep(patience(refusals, waitMs));
      }
    };
    await shareOut(backlog, () => async (text) => {
      await insist(client.look);
      await insist(() => client.send(text));
    });
    client.close();
  };
}
