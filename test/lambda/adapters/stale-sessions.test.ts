import { createDynamoDbSessionRegistry } from '../../../lambda/adapters/dynamodb-session-registry';
import { createStaleSessions } from '../../../lambda/adapters/dynamodb-stale-sessions';
import { toUpdate } from '../../../lambda/domain/session-update';
import { INSTALL_TIMEOUT } from '../../local/cloud/support/installed-emulator';
import { openSessionsTable } from '../../support/emulated-tables';
import { sharedEmulator } from '../../support/shared-emulator';
import type { EmulatorAddress } from '../../support/shared-emulator';

let emulator: EmulatorAddress;
beforeAll(async () => {
  emulator = await sharedEmulator();
}, INSTALL_TIMEOUT);

const STALE_AFTER_MS = 100;

/** Conversations that started at these times, and are stale a hundred milliseconds later. */
const stage = async (starts: Readonly<Record<string, number>>) => {
  const table = await openSessionsTable(emulator);
  const settings = { retentionDays: 30, staleAfterMs: STALE_AFTER_MS };
  const registry = createDynamoDbSessionRegistry(table, settings);
  const change = (kind: 'started' | 'ended', conversationId: string, atMs: number) =>
    registry.keep(toUpdate({ kind, conversationId, atMs }));
  for (const [name, atMs] of Object.entries(starts)) await change('started', name, atMs);
  return { change, stale: createStaleSessions(table) };
};

describe('the stale sessions', () => {
  it('are those whose time has come, the oldest first, wherever they stand in the index', async () => {
    const { stale } = await stage({ a: 3, b: 1, c: 2, later: 50 });

    expect(await stale.findStale(110, 10)).toEqual([
      { conversationId: 'b', staleAtMs: 101 },
      { conversationId: 'c', staleAtMs: 102 },
      { conversationId: 'a', staleAtMs: 103 },
    ]);
    expect(await stale.findStale(110, 2)).toHaveLength(2);
  });

  it('are none that have ended', async () => {
    const { stale, change } = await stage({ a: 1 });
    await change('ended', 'a', 5);

    expect(await stale.findStale(1000, 10)).toEqual([]);
  });

  it('are looked at again when they should be', async () => {
    const { stale } = await stage({ a: 1 });
    const [seen] = await stale.findStale(200, 10);

    await stale.settle(seen!, 500);

    expect(await stale.findStale(499, 10)).toEqual([]);
    expect(await stale.findStale(500, 10)).toEqual([{ conversationId: 'a', staleAtMs: 500 }]);
  });

  it('are not looked at any more when they should not be', async () => {
    const { stale } = await stage({ a: 1 });
    const [seen] = await stale.findStale(200, 10);

    await stale.settle(seen!);

    expect(await stale.findStale(1000, 10)).toEqual([]);
  });

  it('follow an event that came between the look and its settling', async () => {
    const { stale, change } = await stage({ a: 1 });
    const [seen] = await stale.findStale(200, 10);
    await change('started', 'a', 300);

    await stale.settle(seen!);

    expect(await stale.findStale(400, 10)).toEqual([{ conversationId: 'a', staleAtMs: 400 }]);
  });
});
