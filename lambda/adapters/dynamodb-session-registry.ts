import type { SessionRegistry } from '../domain/ports';
import { joinUpdates, saysNothingNew } from '../domain/session-update';
import type { SessionUpdate } from '../domain/session-update';
import type { DynamoDbTable, Item } from './dynamodb-table';
import { toKnown } from './session-rows';
import { onOlderRow, replacing, toWrite } from './session-writes';
import type { SessionRegistrySettings } from './session-writes';

/** Writers of one row meet within milliseconds of each other, if ever. */
const MAX_TRIES = 5;

/** A row was written by others again and again; the event that should change it comes back. */
export class ContendedSessionError extends Error {
  override readonly name = 'ContendedSessionError';
}

/**
 * Writes what events and applications tell. An update that is newer in every field it tells goes straight into the row:
 * one write. Any other is joined with the row that refused it, and replaces exactly that row, or says nothing new.
 */
export function createDynamoDbSessionRegistry(
  table: DynamoDbTable,
  settings: SessionRegistrySettings,
): SessionRegistry {
  const join = async (update: SessionUpdate, item: Item, tries: number): Promise<SessionUpdate> => {
    if (tries === MAX_TRIES) throw new ContendedSessionError('another writer was always faster');
    const { known, revision } = toKnown(item);
    const joined = joinUpdates(known, update);
    if (saysNothingNew(known, joined)) return known;
    const mode = replacing(revision, joined.presence !== known.presence);
    const written = await table.updateIf(toWrite(joined, mode, settings));
    return written.kind === 'written' ? joined : join(update, written.item, tries + 1);
  };

  return {
    keep: async (update) => {
      const written = await table.updateIf(toWrite(update, onOlderRow(update), settings));
      return written.kind === 'written'
        ? toKnown(written.item).known
        : join(update, written.item, 1);
    },
  };
}
