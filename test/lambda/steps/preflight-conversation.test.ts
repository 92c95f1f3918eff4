import type { SendPolicy } from '../../../lambda/contract/policy';
import type { PreflightAnswer } from '../../../lambda/domain/ports';
import { preflightConversation } from '../../../lambda/steps/preflight-conversation';
import { aConclusion, anAttempt, aPolicy, aRefusal, KEY, keyOf } from '../../support/builders';
import { NOON, NOON_MS } from '../../support/fixed-clock';
import { aPermit } from '../../support/no-limit';
import { noteTimes, plenty, sendStage } from '../../support/send-stage';

const active: PreflightAnswer = { kind: 'found', conversation: { kind: 'active' } };
const closed: PreflightAnswer = { kind: 'found', conversation: { kind: 'closed' } };
const notFound: PreflightAnswer = { kind: 'notFound' };
const unavailable = { kind: 'unavailable', cause: 'HTTP_503', retryAfterSeconds: 3 } as const;

type Session = Required<SendPolicy>['session'];
type WhenClosed = Required<SendPolicy>['whenClosed'];

describe('preflightConversation', () => {
  it.each<[Session, WhenClosed, string, PreflightAnswer, string]>([
    ['append', 'startNew', 'active', active, 'existing'],
    ['append', 'startNew', 'closed', closed, 'new'],
    ['append', 'startNew', 'not found', notFound, 'new'],
    ['append', 'drop', 'active', active, 'existing'],
    ['append', 'drop', 'closed', closed, 'CONVERSATION_CLOSED'],
    ['append', 'drop', 'not found', notFound, 'CONVERSATION_CLOSED'],
    ['onlyIfLive', 'startNew', 'active', active, 'existing'],
    ['onlyIfLive', 'startNew', 'closed', closed, 'CONVERSATION_CLOSED'],
    ['onlyIfLive', 'startNew', 'not found', notFound, 'CONVERSATION_CLOSED'],
    ['onlyIfClosed', 'startNew', 'active', active, 'CONVERSATION_LIVE'],
    ['onlyIfClosed', 'startNew', 'closed', closed, 'new'],
    ['onlyIfClosed', 'startNew', 'not found', notFound, 'new'],
    ['waitForClose', 'startNew', 'closed', closed, 'new'],
    ['append', 'fallback', 'closed', closed, 'fallback'],
    ['append', 'fallback', 'active', active, 'existing'],
    ['append', 'park', 'active', active, 'existing'],
  ])('under %s and %s, %s leads to: %s', async (...row) => {
    const [session, whenClosed, , answer, expected] = row;
    const stage = await sendStage(
      { preflights: [answer] },
      { policy: aPolicy({ session, whenClosed }) },
    );

    const output = await preflightConversation(stage.deps)(anAttempt(), plenty);

    expect(output.kind === 'concluded' ? output.conclusion.reason : output.kind).toBe(expected);
  });

  it('asks for the conversation of the route and writes down what it saw', async () => {
    const stage = await sendStage({ preflights: [{ ...active, correlationId: 'correlation-1' }] });

    const output = await preflightConversation(stage.deps)(anAttempt(), plenty);

    expect(stage.conversations.calls.fetched).toEqual(['conversation-1']);
    expect(output).toEqual({
      kind: 'existing',
      ...anAttempt(),
      permit: aPermit({ number: 2 }),
      decisions: [
        {
          at: NOON,
          step: 'Preflight conversation',
          decision: 'active',
          evidence: { correlationId: 'correlation-1' },
          genesysCalls: 1,
        },
      ],
    });
  });

  it('asks nobody when there is no conversation to ask for', async () => {
    const stage = await sendStage();

    const output = await preflightConversation(stage.deps)(anAttempt({ route: {} }), plenty);

    expect(output.kind).toBe('new');
    expect(stage.conversations.calls.fetched).toEqual([]);
  });

  it('tells the suppressed notification which conversation it was about, and its cost', async () => {
    const policy = aPolicy({ session: 'onlyIfClosed' });
    const stage = await sendStage({ preflights: [active] }, { policy });

    const output = await preflightConversation(stage.deps)(anAttempt(), plenty);

    expect(output).toMatchObject({
      detailType: 'NotificationSuppressed',
      mustBeHeard: false,
      conclusion: { conversationId: 'conversation-1', genesysCalls: 1 },
    });
  });

  it('passes a refusal on for diagnosis', async () => {
    const refusal = aRefusal({ status: 403, code: 'missing.permissions', missing: ['a:b:view'] });
    const stage = await sendStage({ preflights: [{ kind: 'refused', refusal }] });

    const output = await preflightConversation(stage.deps)(anAttempt(), plenty);

    expect(output).toMatchObject({ kind: 'refused', notificationKey: KEY, refusal });
  });

  it.each([
    [0, 3, 3],
    [3, 3, 8],
  ])(
    'after %i attempts, asked to wait %i s by a busy Genesys, waits %i s',
    async (attempts, retryAfterSeconds, waitSeconds) => {
      const stage = await sendStage({ preflights: [{ ...unavailable, retryAfterSeconds }] });
      await noteTimes(stage, 'attempt', attempts);

      const output = await preflightConversation(stage.deps)(anAttempt(), plenty);

      expect(output).toEqual({ kind: 'later', notificationKey: KEY, waitSeconds });
    },
  );

  it('leaves a long wait to the sweeper', async () => {
    const stage = await sendStage({ preflights: [{ ...unavailable, retryAfterSeconds: 120 }] });

    const output = await preflightConversation(stage.deps)(anAttempt(), plenty);

    expect(output).toEqual({ kind: 'nothing' });
    expect(stage.ledger.dueAtMs(KEY)).toBe(NOON_MS + 120_000);
  });

  it('tries the existing conversation, though it is closed, after a first conflict', async () => {
    const stage = await sendStage({ preflights: [closed] });
    await noteTimes(stage, 'conflict', 1);

    expect(await preflightConversation(stage.deps)(anAttempt(), plenty)).toMatchObject({
      kind: 'existing',
    });
  });

  it('parks a notification whose every attempt met a busy Genesys', async () => {
    const stage = await sendStage({ preflights: [unavailable] });
    await noteTimes(stage, 'attempt', 5);

    const output = await preflightConversation(stage.deps)(anAttempt(), plenty);

    expect(output).toMatchObject({
      conclusion: { outcome: 'PARKED', reason: 'ATTEMPTS_EXHAUSTED' },
    });
  });

  it('tells the outcome of a notification that is concluded, and asks nobody', async () => {
    const stage = await sendStage();
    await stage.ledger.conclude(aConclusion(), []);

    const output = await preflightConversation(stage.deps)(anAttempt(), plenty);

    expect(output).toEqual({
      isRepeat: true,
      kind: 'concluded',
      detailType: 'NotificationSent',
      mustBeHeard: false,
      conclusion: aConclusion(),
    });
    expect(stage.conversations.calls.fetched).toEqual([]);
  });

  it('does nothing for a notification nobody stored', async () => {
    const stage = await sendStage();
    const attempt = anAttempt({ notificationKey: keyOf('Z') });

    expect(await preflightConversation(stage.deps)(attempt, plenty)).toEqual({ kind: 'nothing' });
  });
});
