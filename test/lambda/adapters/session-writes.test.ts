import { createDynamoDbSessionRegistry } from '../../../lambda/adapters/dynamodb-session-registry';
import type { DynamoDbTable } from '../../../lambda/adapters/dynamodb-table';
import { foldChanges, toUpdate } from '../../../lambda/domain/session-update';
import type { SessionChange } from '../../../lambda/domain/session-update';
import { INSTALL_TIMEOUT } from '../../local/cloud/support/installed-emulator';
import { openSessionsTable } from '../../support/emulated-tables';
import { sharedEmulator } from '../../support/shared-emulator';
import type { EmulatorAddress } from '../../support/shared-emulator';
import { SETTINGS } from '../../support/session-registries';

let emulator: EmulatorAddress;
beforeAll(async () => {
  emulator = await sharedEmulator();
}, INSTALL_TIMEOUT);

/** A registry that counts what it asks of its table. */
const counted = async () => {
  const table = await openSessionsTable(emulator);
  let writes = 0;
  const counting: DynamoDbTable = {
    ...table,
    updateIf: (input) => {
      writes += 1;
      return table.updateIf(input);
    },
  };
  const registry = createDynamoDbSessionRegistry(counting, SETTINGS);
  const keep = async (...changes: readonly SessionChange[]) => {
    const before = writes;
    for (const update of foldChanges(changes)) await registry.keep(update);
    return writes - before;
  };
  return { keep, row: () => table.get({ Key: { conversationId: { S: 'a' } } }) };
};

describe('the row of a session', () => {
  const atMs = 1_789_898_400_949;
  const start: SessionChange = { kind: 'started', conversationId: 'a', atMs };

  it('leaves so many days after its newest event', async () => {
    const { keep, row } = await counted();

    await keep(start);

    expect(await row()).toMatchObject({ ttl: { N: String(1_789_898_400 + 30 * 86_400) } });
  });

  it('takes one write for each event that comes in order, and for a batch', async () => {
    const { keep } = await counted();
    const end: SessionChange = { kind: 'ended', conversationId: 'a', atMs: atMs + 9 };

    expect(await keep(start)).toBe(1);
    expect(await keep(end)).toBe(1);
    expect(await keep({ ...start, atMs: atMs + 10 }, { ...end, atMs: atMs + 12 })).toBe(1);
  });

  it('takes one write for a repeat, and two for what comes too late but is news', async () => {
    const { keep } = await counted();
    await keep({ kind: 'ended', conversationId: 'a', atMs: atMs + 9 });

    expect(await keep({ kind: 'ended', conversationId: 'a', atMs: atMs + 9 })).toBe(1);
    expect(await keep(start)).toBe(2);
  });

  it('is asked about later as long as it is live, and not any more when it has ended', async () => {
    const { keep, row } = await counted();

    await keep(start);
    expect(await row()).toMatchObject({ staleAtMs: { N: String(atMs + 1000) } });

    await keep({ kind: 'ended', conversationId: 'a', atMs: atMs + 9 });
    expect(await row()).not.toHaveProperty('staleAtMs');
    expect(await row()).not.toHaveProperty('stalePartition');
  });

  it('is asked about also where only an application has told of it', async () => {
    const { keep, row } = await counted();
    const registered = { kind: 'registered', webchatSessionId: 'w', contactId: 'c' } as const;

    await keep({ ...registered, conversationId: 'a', atMs });

    expect(await row()).toMatchObject({ staleAtMs: { N: String(atMs + 1000) } });
  });

  it('gives up when others are always faster, so that the event comes back', async () => {
    const table = await openSessionsTable(emulator);
    const stubborn = createDynamoDbSessionRegistry(
      {
        ...table,
        updateIf: async () => ({ kind: 'refused', item: { conversationId: { S: 'a' } } }),
      },
      SETTINGS,
    );

    await expect(stubborn.keep(toUpdate(start))).rejects.toThrow('another writer');
  });
});
