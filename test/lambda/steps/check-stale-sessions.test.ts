import type { Counted, PreflightAnswer, StaleSession } from '../../../lambda/domain/ports';
import { toUpdate } from '../../../lambda/domain/session-update';
import { checkStaleSessions } from '../../../lambda/steps/check-stale-sessions';
import { fixedClock, NOON_MS } from '../../support/fixed-clock';
import { createInMemorySessions } from '../../support/in-memory-sessions';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const STARTED_MS = NOON_MS - 2 * DAY_MS;

const live: PreflightAnswer = { kind: 'found', conversation: { kind: 'active' } };
const closedAt = (endedAtMs?: number): PreflightAnswer => ({
  kind: 'found',
  conversation: { kind: 'closed', endedAtMs },
});
const refusedWith = (status: number): PreflightAnswer => ({
  kind: 'refused',
  refusal: { status, code: 'no', missing: [] },
});
const away: PreflightAnswer = { kind: 'unavailable', cause: 'HTTP_503', retryAfterSeconds: 3 };

/** Conversations that started two days ago and are stale, with what Genesys says of each. */
const stage = async (answers: Readonly<Record<string, PreflightAnswer>>) => {
  const sessions = createInMemorySessions();
  const names = Object.keys(answers);
  for (const conversationId of names) {
    await sessions.applyChange({ kind: 'started', conversationId, atMs: STARTED_MS });
  }
  const asked: string[] = [];
  const looks: Record<string, number | undefined> = {};
  const limits: number[] = [];
  const check = checkStaleSessions({
    stale: {
      findStale: async (_, limit): Promise<StaleSession[]> => {
        limits.push(limit);
        return names.map((conversationId) => ({ conversationId, staleAtMs: NOON_MS - 1 }));
      },
      settle: async ({ conversationId }, nextLookAtMs) => {
        looks[conversationId] = nextLookAtMs;
      },
    },
    sessions,
    conversations: {
      fetchConversation: async (conversationId): Promise<Counted<PreflightAnswer>> => {
        asked.push(conversationId);
        return { ...answers[conversationId]!, calls: 1 };
      },
    },
    clock: fixedClock(),
    log: () => undefined,
    staleAfterMs: DAY_MS,
    lookMs: 10_000,
  });
  const run = (remainingMs = () => 30_000) => check({}, remainingMs);
  return { sessions, asked, looks, limits, run };
};

describe('checkStaleSessions', () => {
  it('takes a conversation for live that Genesys calls live, and looks again a day later', async () => {
    const { sessions, looks, run } = await stage({ a: live });

    expect(await run()).toEqual({ kind: 'checked', due: 1, asked: 1, ended: 0 });
    expect(looks).toEqual({ a: NOON_MS + DAY_MS });
    expect(sessions.all().a).not.toHaveProperty('endedAtMs');
  });

  it.each<[string, PreflightAnswer, number]>([
    ['when Genesys says it did', closedAt(STARTED_MS + 5), STARTED_MS + 5],
    ['now, where Genesys does not say when', closedAt(), NOON_MS],
    ['now, where Genesys knows it no more', { kind: 'notFound' }, NOON_MS],
  ])('lets a conversation end whose end was lost, %s', async (_, answer, endedAtMs) => {
    const { sessions, looks, run } = await stage({ a: answer });

    expect(await run()).toMatchObject({ ended: 1 });
    expect(sessions.all().a).toMatchObject({ startedAtMs: STARTED_MS, endedAtMs });
    expect(looks).toEqual({ a: undefined });
  });

  it('lets a start stand that is newer than the end Genesys tells of', async () => {
    const { sessions, looks, run } = await stage({ a: closedAt(STARTED_MS - 1) });

    expect(await run()).toMatchObject({ asked: 1, ended: 0 });
    expect(sessions.all().a).not.toHaveProperty('endedAtMs');
    expect(looks).toEqual({ a: NOON_MS + DAY_MS });
  });

  it('lets a start overrule its finding that comes later', async () => {
    const { sessions, run } = await stage({ a: closedAt() });
    await run();

    await sessions.keep(toUpdate({ kind: 'started', conversationId: 'a', atMs: NOON_MS + 1 }));

    expect(sessions.all().a).not.toHaveProperty('endedAtMs');
  });

  it.each<[string, PreflightAnswer]>([
    ['Genesys is away', away],
    ['the OAuth client is refused', refusedWith(401)],
  ])('asks no more when %s, and begins with another one next time', async (_, answer) => {
    const { sessions, asked, looks, run } = await stage({ a: answer, b: live });

    expect(await run()).toEqual({ kind: 'checked', due: 2, asked: 0, ended: 0 });
    expect(asked).toEqual(['a']);
    expect(looks).toEqual({ a: NOON_MS + HOUR_MS });
    expect(sessions.all().a).not.toHaveProperty('endedAtMs');
  });

  it.each([403, 400])('goes on behind one that is refused with %i', async (status) => {
    const { sessions, looks, run } = await stage({
      a: refusedWith(status),
      b: { kind: 'notFound' },
    });

    expect(await run()).toEqual({ kind: 'checked', due: 2, asked: 2, ended: 1 });
    expect(looks.a).toBe(NOON_MS + DAY_MS);
    expect(sessions.all().a).not.toHaveProperty('endedAtMs');
  });

  it('begins no look that may not end in time', async () => {
    const { asked, run } = await stage({ a: live, b: live, c: live });
    const remaining = [30_000, 20_000, 9_999];

    expect(await run(() => remaining.shift() ?? 0)).toMatchObject({ due: 3, asked: 2 });
    expect(asked).toEqual(['a', 'b']);
  });

  it('takes fifty at a time', async () => {
    const { limits, run } = await stage({});

    await run();

    expect(limits).toEqual([50]);
  });
});
