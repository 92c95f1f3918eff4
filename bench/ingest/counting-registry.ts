import type { SessionRegistry } from '../../lambda/domain/ports';
import { joinUpdates, saysNothingNew } from '../../lambda/domain/session-update';
import type { SessionUpdate } from '../../lambda/domain/session-update';

export interface CountingRegistry extends SessionRegistry {
  /** Write units of the table: a row has less than a kilobyte, and a condition that fails costs as much as one that holds. */
  units(): number;
  rows(): ReadonlyMap<string, SessionUpdate>;
}

/** The registry as DynamoDB bills it: one write where the update is newer in all it tells, and one more where it was not and is news. */
export function countingRegistry(): CountingRegistry {
  const rows = new Map<string, SessionUpdate>();
  let units = 0;
  return {
    units: () => units,
    rows: () => rows,
    keep: async (update) => {
      units += 1;
      const known = rows.get(update.key);
      if (known === undefined) {
        rows.set(update.key, update);
        return update;
      }
      const joined = joinUpdates(known, update);
      if (saysNothingNew(known, joined)) return known;
      if (!isNewerInAll(update, known)) units += 1;
      rows.set(update.key, joined);
      return joined;
    },
  };
}

function isNewerInAll(update: SessionUpdate, known: SessionUpdate): boolean {
  const isNewer = (field: 'presence' | 'contact' | 'deployment' | 'webchatSession') =>
    (update[field]?.atMs ?? Infinity) >= (known[field]?.atMs ?? 0);
  return (
    (update.startedAtMs ?? Infinity) >= (known.startedAtMs ?? 0) &&
    isNewer('presence') &&
    isNewer('contact') &&
    isNewer('deployment') &&
    isNewer('webchatSession')
  );
}

/** Keeps nothing, so that what is left in memory is the ingest's own. */
export const forgetfulRegistry: SessionRegistry = {
  keep: async (update) => update,
};
