import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again until there is an answer, and fails with the last question when there is none in time. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  withinMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await sleep(50);
  }
  throw new Error(`waited in vain for ${what}`);
}
