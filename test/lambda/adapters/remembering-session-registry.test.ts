import * as fc from 'fast-check';
import { rememberSessions } from '../../../lambda/adapters/remembering-session-registry';
import { foldChanges, toUpdate } from '../../../lambda/domain/session-update';
import type { SessionChange } from '../../../lambda/domain/session-update';
import { createInMemorySessions } from '../../support/in-memory-sessions';
import { someDeliveries } from '../../support/session-changes';

const started = (conversationId: string, atMs: number): SessionChange => ({
  kind: 'started',
  conversationId,
  atMs,
});
const stage = (capacity?: number) => {
  const sessions = createInMemorySessions();
  const registry = rememberSessions(sessions, capacity);
  return { sessions, keep: (change: SessionChange) => registry.keep(toUpdate(change)), registry };
};

describe('a registry that remembers', () => {
  it('asks for no write that says nothing new, and tells what is known all the same', async () => {
    const { sessions, keep } = stage();
    const known = await keep(started('a', 5));

    expect(await keep(started('a', 5))).toEqual(known);
    expect(sessions.writes()).toBe(1);
  });

  it('asks for every write that does', async () => {
    const { sessions, keep } = stage();
    for (const atMs of [5, 6, 4]) await keep(started('a', atMs));

    expect(sessions.writes()).toBe(3);
  });

  it('remembers nothing of a write that failed', async () => {
    const sessions = createInMemorySessions();
    let isAway = true;
    const registry = rememberSessions({
      keep: async (update) => {
        if (isAway) throw new Error('throttled');
        return sessions.keep(update);
      },
    });
    const update = toUpdate(started('a', 5));

    await expect(registry.keep(update)).rejects.toThrow('throttled');
    isAway = false;
    await registry.keep(update);

    expect(sessions.writes()).toBe(1);
  });

  it.each([
    [1, 1],
    [2, 1],
    [4, 2],
  ])('forgets a session after %i others', async (others, writes) => {
    const { sessions, keep } = stage(2);
    await keep(started('a', 5));
    for (let other = 0; other < others; other += 1) await keep(started(`other-${other}`, 5));

    await keep(started('a', 5));

    expect(sessions.writes() - others).toBe(writes);
  });

  it('leaves the same registry behind as one that does not', async () => {
    await fc.assert(
      fc.asyncProperty(someDeliveries, async ({ batches }) => {
        const { sessions, registry } = stage(2);
        const plain = createInMemorySessions();
        for (const update of batches.flatMap((batch) => foldChanges(batch))) {
          await registry.keep(update);
          await plain.keep(update);
        }

        expect(sessions.all()).toEqual(plain.all());
        expect(sessions.writes()).toBeLessThanOrEqual(plain.writes());
      }),
    );
  });
});
