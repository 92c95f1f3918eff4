import type { SessionRegistry } from '../domain/ports';
import { joinUpdates, saysNothingNew } from '../domain/session-update';
import type { SessionUpdate } from '../domain/session-update';

/** Repeats come within seconds, if they come; this is what a busy function writes in that time. At most twice as many are remembered. */
export const REMEMBERED_SESSIONS = 500;

/**
 * Asks for no write that would change nothing, as far as this environment remembers what it has written itself: a row only
 * ever learns, so what it knew once it knows still. A condition that fails costs as much as a write.
 */
export function rememberSessions(
  registry: SessionRegistry,
  capacity = REMEMBERED_SESSIONS,
): SessionRegistry {
  // Two generations: to forget the oldest of one map, one by one, would mean to look for it each time.
  let young = new Map<string, SessionUpdate>();
  let old = young;

  return {
    keep: async (update) => {
      const known = young.get(update.key) ?? old.get(update.key);
      if (known !== undefined && saysNothingNew(known, joinUpdates(known, update))) return known;
      const kept = await registry.keep(update);
      young.set(update.key, kept);
      if (young.size >= capacity) {
        old = young;
        young = new Map();
      }
      return kept;
    },
  };
}
