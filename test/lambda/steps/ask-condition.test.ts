import { openNewSession } from '../../../lambda/steps/open-new-session';
import { postMessage } from '../../../lambda/steps/post-message';
import { anAttempt, KEY } from '../../support/builders';
import { scriptedConditions } from '../../support/conditions';
import { plenty, sendStage, slotOf } from '../../support/send-stage';
import type { SendStage } from '../../support/send-stage';

const MINUTE_MS = 60_000;
const accepted = { sends: [{ kind: 'accepted', conversationId: 'conversation-1' }] } as const;
const unanswered = { kind: 'unanswered', cause: 'FUNCTION_ERROR' } as const;
const untrue = { kind: 'noLongerTrue' } as const;
const stillTrue = { kind: 'stillTrue' } as const;

const fetchIt = ({ ledger }: SendStage) => ledger.fetchNotification(KEY);

describe('a message that has to be still true', () => {
  it('is sent when it is', async () => {
    const stage = await sendStage(accepted);
    const conditions = scriptedConditions(stillTrue);

    const output = await postMessage({ ...stage.deps, conditions })(anAttempt(), plenty);

    expect(output).toMatchObject({ kind: 'concluded', conclusion: { outcome: 'SENT' } });
    const { type, occurrence, contactId } = stage.intent;
    expect(conditions.asked).toEqual([
      { version: '1', notificationKey: KEY, type, occurrence, contactId },
    ]);
  });

  it.each([
    ['Post message', postMessage],
    ['Open new session', openNewSession],
  ])('is not sent by %s when it is not any more', async (_, step) => {
    const stage = await sendStage(accepted);
    const conditions = scriptedConditions(untrue);

    const output = await step({ ...stage.deps, conditions })(anAttempt(), plenty);

    expect(output).toMatchObject({
      kind: 'concluded',
      conclusion: { outcome: 'SUPPRESSED', reason: 'NO_LONGER_TRUE', genesysCalls: 0 },
    });
    expect(stage.posts()).toBe(0);
    expect(await slotOf(stage)).toBe('free');
  });

  it('waits while nobody answers, and takes no slot of the recipient or of Genesys', async () => {
    const stage = await sendStage(accepted);
    const conditions = scriptedConditions(unanswered);

    const output = await postMessage({ ...stage.deps, conditions })(anAttempt(), plenty);

    expect(output).toMatchObject({ kind: 'held', held: { reason: 'CONDITION_UNANSWERED' } });
    expect(stage.posts()).toBe(0);
    expect(await slotOf(stage)).toBe('free');
    expect(stage.ledger.notifications()).toMatchObject([
      { attempts: 0, decisions: [{ evidence: { cause: 'FUNCTION_ERROR' } }] },
    ]);
  });

  it('is asked about again in every attempt, and sent once there is a yes', async () => {
    const stage = await sendStage(accepted);
    const conditions = scriptedConditions(unanswered, stillTrue);
    const send = postMessage({ ...stage.deps, conditions });

    await send(anAttempt(), plenty);
    stage.clock.advance(MINUTE_MS);
    const output = await send(anAttempt(), plenty);

    expect(output).toMatchObject({ conclusion: { outcome: 'SENT' } });
    expect(conditions.asked).toHaveLength(2);
  });

  it('is parked for a person after four hours of silence, and never sent for want of a no', async () => {
    const stage = await sendStage(accepted);
    const send = postMessage({ ...stage.deps, conditions: scriptedConditions(unanswered) });
    const startedAtMs = stage.clock.nowMs();

    let output = await send(anAttempt(), plenty);
    for (
      let known = await fetchIt(stage);
      known?.kind === 'waiting';
      known = await fetchIt(stage)
    ) {
      stage.clock.advance((known.hold?.untilMs ?? 0) - stage.clock.nowMs());
      output = await send(anAttempt(), plenty);
    }

    expect(output).toMatchObject({ conclusion: { outcome: 'PARKED', reason: 'NEVER_ANSWERED' } });
    expect((stage.clock.nowMs() - startedAtMs) / MINUTE_MS).toBe(1 + 2 + 5 + 15 + 8 * 30);
    expect(stage.posts()).toBe(0);
  });
});
