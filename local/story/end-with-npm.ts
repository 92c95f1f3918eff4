import type { Ending } from './ending';

const LOOK_EVERY_MS = 500;

/**
 * Ends the run when `npm start` was killed: npm passes signals on, but SIGKILL leaves its child behind.
 * Only under npm, because a shell may well end and leave a run in the background.
 */
export function endWithNpm(ending: Ending): void {
  if (process.env.npm_lifecycle_event !== 'start') return;
  const npm = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(watch);
    void ending.end().then(() => process.exit(1));
  }, LOOK_EVERY_MS);
  watch.unref();
}
