import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import {
  createDynamoDbSessionFinder,
  createDynamoDbSessionRegistry,
} from '../../../lambda/adapters/dynamodb-session-registry';
import type { SessionFinder, SessionRegistry } from '../../../lambda/domain/ports';
import type { SessionChange } from '../../../lambda/domain/session';
import type { Emulator } from '../../../local/cloud/emulator';
import { INSTALL_TIMEOUT } from '../../local/cloud/support/installed-emulator';
import { openSessionsTable } from '../../support/emulated-tables';
import { startTestEmulator } from '../../support/emulator-config';
import { createInMemorySessions } from '../../support/in-memory-sessions';
import { inOrder, someDisturbedChanges } from '../../support/session-changes';

type Sessions = SessionFinder & SessionRegistry;

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
}, INSTALL_TIMEOUT);
afterAll(() => emulator.stop());

const inDynamoDb = async (): Promise<Sessions> => {
  const table = await openSessionsTable(emulator);
  return { ...createDynamoDbSessionFinder(table), ...createDynamoDbSessionRegistry(table, 30) };
};

/** Applies changes under conversations of their own, and tells which of them are live. */
const endsOf = async (sessions: Sessions, changes: readonly SessionChange[]) => {
  const run = randomUUID();
  for (const change of changes) {
    await sessions.applyChange({ ...change, conversationId: `${change.conversationId}-${run}` });
  }
  const found = ['a', 'b', 'c'].map((name) => sessions.findByConversation(`${name}-${run}`));
  return (await Promise.all(found)).map(([session]) => session && (session.endedAtMs ?? 'live'));
};

describe.each([
  { where: 'in memory', open: async (): Promise<Sessions> => createInMemorySessions(), runs: 100 },
  { where: 'in DynamoDB', open: inDynamoDb, runs: 15 },
])('the session registry $where', ({ open, runs }) => {
  let sessions: Sessions;
  let id: string;
  let contactId: string;
  beforeAll(async () => {
    sessions = await open();
  });
  beforeEach(() => {
    id = randomUUID();
    contactId = randomUUID();
  });

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
    await sessions.applyChange(started(5));

    const session = { conversationId: id, contactId, deploymentId: 'd-1', startedAtMs: 5 };
    expect(await sessions.findByConversation(id)).toEqual([session]);
    expect(await sessions.findByContact(contactId)).toEqual([session]);
  });

  it('knows when a conversation ended', async () => {
    await sessions.applyChange(started(5));
    await sessions.applyChange(ended(9));

    expect(await sessions.findByConversation(id)).toMatchObject([{ startedAtMs: 5, endedAtMs: 9 }]);
  });

  it('takes a conversation that comes back for live', async () => {
    await sessions.applyChange(ended(9));
    await sessions.applyChange(started(10));

    const [session] = await sessions.findByConversation(id);
    expect(session).not.toHaveProperty('endedAtMs');
  });

  it.each<['started' | 'ended', number, 'started' | 'ended', number, string]>([
    ['ended', 9, 'started', 5, 'superseded'],
    ['ended', 9, 'started', 9, 'superseded'],
    ['started', 9, 'ended', 9, 'applied'],
    ['started', 5, 'started', 5, 'superseded'],
    ['started', 9, 'ended', 5, 'superseded'],
    ['started', 5, 'ended', 9, 'applied'],
    ['ended', 5, 'started', 9, 'applied'],
  ])('after %s at %i finds %s at %i to be %s', async (...row) => {
    const [first, firstAt, second, secondAt, told] = row;
    const make = { started, ended };
    await sessions.applyChange(make[first](firstAt));

    expect(await sessions.applyChange(make[second](secondAt))).toBe(told);
  });

  it('keeps what an event does not tell', async () => {
    await sessions.applyChange(started(5));
    await sessions.applyChange(ended(9, { contactId: undefined, deploymentId: undefined }));

    expect(await sessions.findByConversation(id)).toMatchObject([
      { contactId, deploymentId: 'd-1' },
    ]);
  });

  it('names the newest conversation of a contact first', async () => {
    const ids = ['older', 'newest', 'old'].map((name) => `${name}-${id}`);
    await Promise.all(
      [1, 3, 2].map((atMs, n) => sessions.applyChange(started(atMs, { conversationId: ids[n] }))),
    );

    const found = await sessions.findByContact(contactId);

    expect(found.map(({ conversationId }) => conversationId)).toEqual([ids[1], ids[2], ids[0]]);
  });

  it('knows a registered web session before its conversation', async () => {
    await sessions.register({ webchatSessionId: id, contactId, deploymentId: 'd-1', atMs: 5 });

    expect(await sessions.findByWebchatSession(id)).toEqual([
      { webchatSessionId: id, contactId, deploymentId: 'd-1' },
    ]);
    expect(await sessions.findByContact(contactId)).toEqual([]);
  });

  it('joins a registration and the events of its conversation, in any order', async () => {
    const webchatSessionId = `web-${id}`;
    await sessions.register({ webchatSessionId, contactId, conversationId: id, atMs: 7 });
    await sessions.applyChange(started(5));

    expect(await sessions.findByWebchatSession(webchatSessionId)).toMatchObject([
      { conversationId: id, contactId, deploymentId: 'd-1' },
    ]);
  });

  it('lets a newer registration correct an older one, and not the other way round', async () => {
    const registration = { webchatSessionId: id, contactId, atMs: 5 };
    await sessions.register({ ...registration, contactId: 'corrected', atMs: 7 });
    await sessions.register(registration);

    expect(await sessions.findByWebchatSession(id)).toMatchObject([{ contactId: 'corrected' }]);
  });

  it('finds nothing where nothing was told', async () => {
    expect([
      await sessions.findByConversation(id),
      await sessions.findByContact(contactId),
      await sessions.findByWebchatSession(id),
    ]).toEqual([[], [], []]);
  });

  it('ends up the same for any order and any repetition of events', async () => {
    await fc.assert(
      fc.asyncProperty(someDisturbedChanges, async ({ changes, disturbed }) => {
        expect(await endsOf(sessions, disturbed)).toEqual(await endsOf(sessions, inOrder(changes)));
      }),
      { numRuns: runs },
    );
  });
});

describe('the row of a session', () => {
  it('leaves so many days after its last event', async () => {
    const table = await openSessionsTable(emulator);
    const registry = createDynamoDbSessionRegistry(table, 30);
    const atMs = 1_789_898_400_949;

    await registry.applyChange({ kind: 'started', conversationId: 'a', atMs });

    expect(await table.get({ Key: { conversationId: { S: 'a' } } })).toMatchObject({
      ttl: { N: String(1_789_898_400 + 30 * 86_400) },
    });
  });
});
