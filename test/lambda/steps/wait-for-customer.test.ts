import type { SendPolicy } from '../../../lambda/contract/policy';
import type { Conversation } from '../../../lambda/domain/conversation';
import type { PreflightAnswer } from '../../../lambda/domain/ports';
import { preflightConversation } from '../../../lambda/steps/preflight-conversation';
import { anAttempt, aPolicy, KEY } from '../../support/builders';
import { NOON_MS } from '../../support/fixed-clock';
import { noteTimes, plenty, sendStage } from '../../support/send-stage';

const MINUTE_MS = 60_000;
const iso = (ms: number) => new Date(ms).toISOString();
const found = (conversation: Conversation): PreflightAnswer => ({ kind: 'found', conversation });
const live = found({ kind: 'active', hasAgent: false });
const attended = found({ kind: 'active', hasAgent: true });
const closed = found({ kind: 'closed' });

const stageWith = (policy: Partial<SendPolicy>, preflights: PreflightAnswer[], intent = {}) =>
  sendStage({ preflights }, { policy: aPolicy(policy), ...intent });

describe('a notification whose policy waits', () => {
  it.each<[Partial<SendPolicy>, string, PreflightAnswer, number]>([
    [{ session: 'waitForClose' }, 'WAITING_FOR_CLOSE', live, 1],
    [{ whenClosed: 'park' }, 'WAITING_FOR_RETURN', closed, 2],
    [{ whenClosed: 'park' }, 'WAITING_FOR_RETURN', { kind: 'notFound' }, 2],
    [{ whileAgent: 'wait' }, 'AGENT_PRESENT', attended, 1],
  ])('under %p is held as %s and looked at again', async (policy, reason, answer, minutes) => {
    const stage = await stageWith(policy, [answer]);

    const output = await preflightConversation(stage.deps)(anAttempt(), plenty);

    expect(output).toMatchObject({
      kind: 'held',
      held: { reason, heldUntil: iso(NOON_MS + minutes * MINUTE_MS) },
    });
    expect(stage.posts()).toBe(0);
  });

  it('is looked at less and less often, told once, and every look is counted', async () => {
    const looks = 6;
    const policy = { session: 'waitForClose', whenClosed: 'startNew' } as const;
    const stage = await stageWith(
      policy,
      Array.from({ length: looks }, () => live),
    );
    const waits: number[] = [];
    const kinds: string[] = [];
    for (let look = 0; look < looks; look += 1) {
      kinds.push((await preflightConversation(stage.deps)(anAttempt(), plenty)).kind);
      const dueAtMs = stage.ledger.dueAtMs(KEY) ?? 0;
      waits.push((dueAtMs - stage.clock.nowMs()) / MINUTE_MS);
      stage.clock.advance(dueAtMs - stage.clock.nowMs());
    }

    expect(waits).toEqual([1, 2, 5, 15, 30, 30]);
    expect(kinds).toEqual(['held', 'nothing', 'nothing', 'nothing', 'nothing', 'nothing']);
    // The first look stands in the decision record; the others must not make the row grow.
    expect(stage.ledger.notifications()).toMatchObject([
      { decisions: [{ genesysCalls: 1 }], heldCalls: 5, attempts: 0 },
    ]);
  });

  it('tells in the end what all its looks cost', async () => {
    const policy = { session: 'waitForClose', whenClosed: 'startNew' } as const;
    const drop = { ...policy, session: 'onlyIfClosed' } as const;
    const stage = await stageWith(drop, [live]);
    const { notificationKey } = stage.intent;
    const hold = { reason: 'WAITING_FOR_CLOSE', untilMs: NOON_MS } as const;
    await stage.ledger.hold({ notificationKey, hold, decisions: [], calls: 7 });

    const output = await preflightConversation(stage.deps)(anAttempt(), plenty);

    expect(output).toMatchObject({ conclusion: { genesysCalls: 8 } });
  });

  it('waits no longer than its deliver-by', async () => {
    const deliverByMs = NOON_MS + 30_000;
    const stage = await stageWith({ whenClosed: 'park' }, [closed], { deliverByMs });

    const output = await preflightConversation(stage.deps)(anAttempt(), plenty);

    expect(output).toMatchObject({ held: { heldUntil: iso(deliverByMs) } });
  });

  it('is due at once when its deliver-by passes in between, so that its end is told', async () => {
    const deliverByMs = NOON_MS - 1;
    const stage = await stageWith({ whenClosed: 'park' }, [closed], { deliverByMs });

    await preflightConversation(stage.deps)(anAttempt(), plenty);

    expect(stage.ledger.dueAtMs(KEY)).toBe(NOON_MS);
  });

  it('forgets the attempts and conflicts before the wait', async () => {
    const stage = await stageWith({ whenClosed: 'park' }, [closed]);
    await noteTimes(stage, 'attempt', 4);
    await noteTimes(stage, 'conflict', 1);

    await preflightConversation(stage.deps)(anAttempt(), plenty);

    expect(stage.ledger.notifications()).toMatchObject([{ attempts: 0, conflicts: 0 }]);
  });

  it('speaks to an agent who is there when nobody said to wait, and says that one was', async () => {
    const stage = await stageWith({}, [attended]);

    expect(await preflightConversation(stage.deps)(anAttempt(), plenty)).toMatchObject({
      kind: 'existing',
      decisions: [{ decision: 'active', evidence: { agent: true } }],
    });
  });

  it('speaks where Genesys does not tell whether an agent is there', async () => {
    const stage = await stageWith({ whileAgent: 'wait' }, [found({ kind: 'active' })]);

    expect(await preflightConversation(stage.deps)(anAttempt(), plenty)).toMatchObject({
      kind: 'existing',
    });
  });
});
