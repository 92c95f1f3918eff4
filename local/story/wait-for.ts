import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 25;

/** Generous: a busy machine is slow, and what never comes is reported as such. */
export const PATIENCE_MS = 15_000;

/** Looks again and again until there is something to see. Throws what it waited for when its time is over. */
export async function waitFor<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  withinMs = PATIENCE_MS,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (performance.now() >= deadline) {
      throw new Error(`waited ${withinMs / 1_000} s in vain for ${what}`);
    }
    await pause(LOOK_EVERY_MS);
  }
}
