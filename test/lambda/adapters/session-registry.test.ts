import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { foldChanges, toUpdate } from '../../../lambda/domain/session-update';
import type { SessionChange, SessionRegistration } from '../../../lambda/domain/session-update';
import { INSTALL_TIMEOUT } from '../../local/cloud/support/installed-emulator';
import { sharedEmulator } from '../../support/shared-emulator';
import type { EmulatorAddress } from '../../support/shared-emulator';
import { createInMemorySessions } from '../../support/in-memory-sessions';
import { inBenchMemory, inDynamoDb, inMemory } from '../../support/session-registries';
import type { Sessions } from '../../support/session-registries';
import { someDeliveries } from '../../support/session-changes';

let emulator: EmulatorAddress;
beforeAll(async () => {
  emulator = await sharedEmulator();
}, INSTALL_TIMEOUT);

/** Keeps batches under ids of their own, and tells what the registry knows then. */
const knownAfter = async (
  sessions: Sessions,
  batches: readonly (readonly SessionChange[])[],
): Promise<unknown> => {
  const run = randomUUID();
  const own = (id: string) => `${id}-${run}`;
  for (const batch of batches) {
    const changes = batch.map((change) => ({
      ...change,
      ...('conversationId' in change && { conversationId: own(change.conversationId ?? '') }),
      ...('webchatSessionId' in change && { webchatSessionId: own(change.webchatSessionId) }),
    }));
    await Promise.all(foldChanges(changes).map((update) => sessions.keep(update)));
  }
  const found = await Promise.all(
    ['a', 'b', 'c'].map((name) => sessions.findByConversation(own(name))),
  );
  return JSON.parse(JSON.stringify(found).replaceAll(run, 'run'));
};

describe.each([
  { ...inMemory, runs: 100 },
  { ...inDynamoDb, runs: 12 },
  { ...inBenchMemory, runs: 100 },
])('the session registry $where', ({ open, runs }) => {
  let sessions: Sessions;
  let id: string;
  let contactId: string;
  beforeAll(async () => {
    sessions = await open(emulator);
  });
  beforeEach(() => {
    id = randomUUID();
    contactId = randomUUID();
  });

  const applyChange = (change: SessionChange) => sessions.keep(toUpdate(change));
  const register = (registration: SessionRegistration) =>
    applyChange({ kind: 'registered', ...registration });

  type Fields = { conversationId?: string; contactId?: string; deploymentId?: string };
  const fieldsAt = (atMs: number, fields: Fields) => ({
    conversationId: id,
    contactId,
    deploymentId: 'd-1',
    atMs,
    ...fields,
  });
  const started = (atMs: number, fields: Fields = {}): SessionChange => ({
    kind: 'started',
    ...fieldsAt(atMs, fields),
  });
  const ended = (atMs: number, fields: Fields = {}): SessionChange => ({
    kind: 'ended',
    ...fieldsAt(atMs, fields),
  });

  it('knows a conversation by its id and by its contact', async () => {
    await applyChange(started(5));

    const session = { conversationId: id, contactId, deploymentId: 'd-1', startedAtMs: 5 };
    expect(await sessions.findByConversation(id)).toEqual([session]);
    expect(await sessions.findByContact(contactId)).toEqual([session]);
  });

  it('knows when a conversation ended', async () => {
    await applyChange(started(5));
    await applyChange(ended(9));

    expect(await sessions.findByConversation(id)).toMatchObject([{ startedAtMs: 5, endedAtMs: 9 }]);
  });

  it('takes a conversation that comes back for live', async () => {
    await applyChange(ended(9));
    await applyChange(started(10));

    const [session] = await sessions.findByConversation(id);
    expect(session).not.toHaveProperty('endedAtMs');
  });

  it.each<['started' | 'ended', number, 'started' | 'ended', number, object]>([
    ['ended', 9, 'started', 5, { kind: 'ended', atMs: 9 }],
    ['ended', 9, 'started', 9, { kind: 'ended', atMs: 9 }],
    ['started', 9, 'ended', 9, { kind: 'ended', atMs: 9 }],
    ['started', 5, 'started', 5, { kind: 'live', atMs: 5 }],
    ['started', 9, 'ended', 5, { kind: 'live', atMs: 9 }],
    ['started', 5, 'ended', 9, { kind: 'ended', atMs: 9 }],
    ['ended', 5, 'started', 9, { kind: 'live', atMs: 9 }],
  ])('after %s at %i and %s at %i knows %j, and says so', async (...row) => {
    const [first, firstAt, second, secondAt, presence] = row;
    const make = { started, ended };
    await applyChange(make[first](firstAt));

    expect((await applyChange(make[second](secondAt))).presence).toMatchObject(presence);
    expect((await applyChange(make[first](firstAt))).presence).toMatchObject(presence);
  });

  it('learns from a start that comes after its end whose conversation it was', async () => {
    await applyChange(ended(9, { contactId: undefined, deploymentId: undefined }));
    await applyChange(started(5));

    expect(await sessions.findByContact(contactId)).toEqual([
      { conversationId: id, contactId, deploymentId: 'd-1', startedAtMs: 5, endedAtMs: 9 },
    ]);
  });

  it('gives a conversation to the contact it was given to last', async () => {
    const newer = `newer-${contactId}`;
    await applyChange({
      kind: 'contactChanged',
      conversationId: id,
      contactId: newer,
      atMs: 7,
    });
    await applyChange(started(5));

    expect(await sessions.findByContact(newer)).toMatchObject([{ conversationId: id }]);
    expect(await sessions.findByContact(contactId)).toEqual([]);
  });

  it('keeps what an event does not tell', async () => {
    await applyChange(started(5));
    await applyChange(ended(9, { contactId: undefined, deploymentId: undefined }));

    expect(await sessions.findByConversation(id)).toMatchObject([
      { contactId, deploymentId: 'd-1' },
    ]);
  });

  it('names the newest conversation of a contact first', async () => {
    const ids = ['older', 'newest', 'old'].map((name) => `${name}-${id}`);
    await Promise.all(
      [1, 3, 2].map((atMs, n) => applyChange(started(atMs, { conversationId: ids[n] }))),
    );

    const found = await sessions.findByContact(contactId);

    expect(found.map(({ conversationId }) => conversationId)).toEqual([ids[1], ids[2], ids[0]]);
  });

  it('knows a registered web session before its conversation', async () => {
    await register({ webchatSessionId: id, contactId, deploymentId: 'd-1', atMs: 5 });

    expect(await sessions.findByWebchatSession(id)).toEqual([
      { webchatSessionId: id, contactId, deploymentId: 'd-1' },
    ]);
    expect(await sessions.findByContact(contactId)).toEqual([]);
  });

  it('joins a registration and the events of its conversation, in any order', async () => {
    const webchatSessionId = `web-${id}`;
    await register({ webchatSessionId, contactId, conversationId: id, atMs: 7 });
    await applyChange(started(5));

    expect(await sessions.findByWebchatSession(webchatSessionId)).toMatchObject([
      { conversationId: id, contactId, deploymentId: 'd-1' },
    ]);
  });

  it('lets a newer registration correct an older one, and not the other way round', async () => {
    const registration = { webchatSessionId: id, contactId, atMs: 5 };
    await register({ ...registration, contactId: 'corrected', atMs: 7 });
    await register(registration);

    expect(await sessions.findByWebchatSession(id)).toMatchObject([{ contactId: 'corrected' }]);
  });

  it('finds nothing where nothing was told', async () => {
    expect([
      await sessions.findByConversation(id),
      await sessions.findByContact(contactId),
      await sessions.findByWebchatSession(id),
    ]).toEqual([[], [], []]);
  });

  it('ends up the same for any order, repetition and partition into batches', async () => {
    await fc.assert(
      fc.asyncProperty(someDeliveries, async ({ inOrder, batches }) => {
        const sorted = inOrder.map((change) => [change]);
        const expected = await knownAfter(createInMemorySessions(), sorted);

        expect(await knownAfter(sessions, batches)).toEqual(expected);
      }),
      { numRuns: runs },
    );
  });
});
