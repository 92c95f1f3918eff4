import { randomUUID } from 'node:crypto';
import { toUpdate } from '../../../lambda/domain/session-update';
import type { SessionChange } from '../../../lambda/domain/session-update';
import { INSTALL_TIMEOUT } from '../../local/cloud/support/installed-emulator';
import { sharedEmulator } from '../../support/shared-emulator';
import type { EmulatorAddress } from '../../support/shared-emulator';
import { inBenchMemory, inDynamoDb, inMemory } from '../../support/session-registries';
import type { Sessions } from '../../support/session-registries';

let emulator: EmulatorAddress;
beforeAll(async () => {
  emulator = await sharedEmulator();
}, INSTALL_TIMEOUT);

describe.each([inMemory, inDynamoDb, inBenchMemory])(
  'after contacts were merged, the registry $where',
  ({ open }) => {
    let sessions: Sessions;
    let id: string;
    beforeAll(async () => {
      sessions = await open(emulator);
    });
    beforeEach(() => {
      id = randomUUID();
    });
    const applyChange = (change: SessionChange) => sessions.keep(toUpdate(change));

    const merge = (from: string, into: string, atMs: number): SessionChange => ({
      kind: 'contactMerged',
      mergedContactId: `${from}-${id}`,
      survivingContactId: `${into}-${id}`,
      atMs,
    });
    const session = (of: string, atMs: number): SessionChange => ({
      kind: 'started',
      conversationId: `${of}-session-${id}`,
      contactId: `${of}-${id}`,
      atMs,
    });
    const found = async (of: string) => {
      const all = await sessions.findByContact(`${of}-${id}`);
      expect(new Set(all.map((each) => each.contactId))).toEqual(new Set([`${of}-${id}`]));
      return all.map(({ conversationId }) => conversationId?.split('-')[0]);
    };

    it.each([
      ['the merger first', [2, 0, 1]],
      ['the merger last', [0, 1, 2]],
    ])('finds the sessions of both under the one that survives: %s', async (_, order) => {
      const changes = [session('old', 1), session('new', 3), merge('old', 'new', 2)];
      for (const at of order) await applyChange(changes[at]!);

      expect(await found('new')).toEqual(['new', 'old']);
      expect(await sessions.survivorOf(`old-${id}`)).toBe(`new-${id}`);
      expect(await sessions.survivorOf(`new-${id}`)).toBe(`new-${id}`);
    });

    it('follows a merger of the merged', async () => {
      for (const change of [session('a', 1), merge('b', 'c', 5), merge('a', 'b', 3)]) {
        await applyChange(change);
      }

      expect(await found('c')).toEqual(['a']);
      expect(await sessions.survivorOf(`a-${id}`)).toBe(`c-${id}`);
    });

    it('knows them all as one person, whichever of them is asked for', async () => {
      for (const change of [merge('a', 'b', 1), merge('b', 'c', 2), merge('d', 'c', 3)]) {
        await applyChange(change);
      }
      const family = new Set(['a', 'b', 'c', 'd'].map((name) => `${name}-${id}`));

      for (const contactId of family) {
        expect(new Set(await sessions.familyOf(contactId))).toEqual(family);
      }
      expect(await sessions.familyOf(`stranger-${id}`)).toEqual([`stranger-${id}`]);
    });

    it('comes out of a circle', async () => {
      for (const change of [merge('a', 'b', 1), merge('b', 'a', 2)]) await applyChange(change);

      expect(await sessions.findByContact(`a-${id}`)).toEqual([]);
      expect(await sessions.survivorOf(`a-${id}`)).toMatch(/^[ab]-/);
      expect(new Set(await sessions.familyOf(`a-${id}`))).toEqual(new Set([`a-${id}`, `b-${id}`]));
    });
  },
);
