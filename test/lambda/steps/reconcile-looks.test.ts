import { NEXT_LOOK_MS } from '../../../lambda/contract/timeouts';
import type { PreflightAnswer } from '../../../lambda/domain/ports';
import { reconcile } from '../../../lambda/steps/reconcile';
import { aConclusion, aPolicy, KEY } from '../../support/builders';
import { NOON_MS } from '../../support/fixed-clock';
import { inDoubt, outbound } from '../../support/in-doubt';
import { wrapped } from '../../support/recorded';
import { noteTimes, slotOf } from '../../support/send-stage';

const MINUTE_MS = 60_000;
const liveSince = (liveSinceMs?: number): PreflightAnswer => {
  return { kind: 'found', conversation: { kind: 'active', liveSinceMs } };
};
const live = liveSince(Date.parse('2026-01-01T00:00:00Z'));
const input = { notificationKey: KEY };
const empty = { kind: 'listed', messages: [] } as const;
const unreadable = { kind: 'unreadable', cause: 'HTTP_503' } as const;
const noList = { kind: 'unreadable', cause: 'NO_MESSAGE_LIST' } as const;

describe('reconcile, once the settle window is over,', () => {
  it('tells a message with our reference as delivered, and frees the recipient', async () => {
    const policy = aPolicy({ reference: 'append' });
    const seen = outbound('Your order is late.\nRef AAAAAAA');
    const stage = await inDoubt({ lists: [seen] }, { policy });

    const output = await reconcile(stage.deps)(input);

    expect(output).toMatchObject({
      detailType: 'NotificationSent',
      mustBeHeard: false,
      conclusion: {
        reason: 'DELIVERED_TO_EXISTING',
        conversationId: 'conversation-1',
        messageId: 'message-1',
        genesysCalls: 1,
      },
    });
    expect(stage.conversations.calls.listed).toEqual(['conversation-1']);
    expect(await slotOf(stage)).toBe('free');
  });

  it.each(['park', 'resend'] as const)(
    'tells the same words as delivered, and that the proof is weak (%s)',
    async (whenInDoubt) => {
      const policy = aPolicy({ whenInDoubt });
      const stage = await inDoubt({ lists: [outbound('Your order is late.')] }, { policy });

      const output = await reconcile(stage.deps)(input);

      expect(output).toMatchObject({
        conclusion: { outcome: 'SENT', reason: 'WEAK_MATCH', messageId: 'message-1' },
      });
      expect(await slotOf(stage)).toBe('free');
    },
  );

  it('parks what two looks did not see, and frees the recipient for others', async () => {
    const stage = await inDoubt({ lists: [empty, empty] });

    const output = await reconcile(stage.deps)(input);

    expect(output).toMatchObject({
      detailType: 'NotificationParked',
      mustBeHeard: true,
      conclusion: { outcome: 'PARKED', reason: 'ANSWER_LOST', genesysCalls: 2 },
    });
    expect(await slotOf(stage)).toBe('free');
  });

  it('sends again what two looks did not see where the policy wants it, as another attempt', async () => {
    const policy = aPolicy({ whenInDoubt: 'resend' });
    const stage = await inDoubt({ lists: [empty, empty], preflights: [live] }, { policy });

    const output = await reconcile(stage.deps)(input);

    expect(output).toEqual({ kind: 'later', notificationKey: KEY, waitSeconds: 1 });
    expect(stage.ledger.notifications()).toMatchObject([
      { kind: 'waiting', attempts: 1, decisions: [{ step: 'Reconcile', decision: 'absent' }] },
    ]);
    expect(await slotOf(stage)).toBe('free');
  });

  it.each<PreflightAnswer>([
    { kind: 'found', conversation: { kind: 'closed' } },
    { kind: 'notFound' },
    liveSince(),
    liveSince(NOON_MS),
    liveSince(NOON_MS - MINUTE_MS),
  ])(
    'parks what would be sent again when the conversation may have ended meanwhile: it may be in another (%j)',
    async (preflight) => {
      const policy = aPolicy({ whenInDoubt: 'resend' });
      const stage = await inDoubt({ lists: [empty, empty], preflights: [preflight] }, { policy });

      const output = await reconcile(stage.deps)(input);

      expect(output).toMatchObject({ conclusion: { outcome: 'PARKED', reason: 'ANSWER_LOST' } });
    },
  );

  it('looks again later when it cannot be told whether the conversation is live', async () => {
    const preflight = { kind: 'unavailable', cause: 'HTTP_503', retryAfterSeconds: 3 } as const;
    const policy = aPolicy({ whenInDoubt: 'resend' });
    const stage = await inDoubt({ lists: [empty, empty], preflights: [preflight] }, { policy });

    const output = await reconcile(stage.deps)(input);

    expect(output.kind).toBe('later');
    expect(await slotOf(stage)).toBe('SENDING');
  });

  it('parks what would be sent again after the last attempt', async () => {
    const policy = aPolicy({ whenInDoubt: 'resend' });
    const stage = await inDoubt({ lists: [empty, empty], preflights: [live] }, { policy });
    await noteTimes(stage, 'attempt', 5);

    const output = await reconcile(stage.deps)(input);

    expect(output).toMatchObject({ conclusion: { reason: 'ATTEMPTS_EXHAUSTED' } });
  });

  it.each(['park', 'resend'] as const)(
    'looks again later at a conversation that cannot be read, and counts the look (%s)',
    async (whenInDoubt) => {
      const policy = aPolicy({ whenInDoubt });
      const stage = await inDoubt({ lists: [unreadable] }, { policy });

      const output = await reconcile(stage.deps)(input);

      expect(output).toEqual({ kind: 'later', notificationKey: KEY, waitSeconds: 30 });
      expect(stage.ledger.notifications()).toMatchObject([{ looks: 1, attempts: 0 }]);
      expect(stage.ledger.dueAtMs(KEY)).toBe(stage.clock.nowMs() + NEXT_LOOK_MS);
      expect(await slotOf(stage)).toBe('SENDING');
    },
  );

  it.each(['park', 'resend'] as const)(
    'parks what five looks could not read, also where the policy is %s',
    async (whenInDoubt) => {
      const lists = Array.from({ length: 9 }, () => unreadable);
      const stage = await inDoubt({ lists }, { policy: aPolicy({ whenInDoubt }) });
      const kinds: string[] = [];

      for (let look = 0; look < 5; look += 1) {
        kinds.push((await reconcile(stage.deps)(input)).kind);
      }

      expect(kinds).toEqual(['later', 'later', 'later', 'later', 'concluded']);
      expect(stage.conversations.calls.listed).toHaveLength(5);
      expect(stage.ledger.notifications()).toMatchObject([
        { conclusion: { reason: 'ANSWER_LOST' } },
      ]);
      expect(await slotOf(stage)).toBe('free');
    },
  );

  it.each(['park', 'resend'] as const)(
    'parks at once what nobody can look for, also where the policy is %s',
    async (whenInDoubt) => {
      const policy = aPolicy({ whenInDoubt });
      const unknown = await inDoubt({}, { policy }, null);
      const unlisted = await inDoubt({ lists: [noList] }, { policy });

      const outputs = [await reconcile(unknown.deps)(input), await reconcile(unlisted.deps)(input)];

      expect(outputs).toMatchObject([
        { conclusion: { reason: 'ANSWER_LOST', genesysCalls: 0 } },
        { conclusion: { reason: 'ANSWER_LOST' } },
      ]);
      expect(unknown.conversations.calls.listed).toEqual([]);
      expect([await slotOf(unknown), await slotOf(unlisted)]).toEqual(['free', 'free']);
    },
  );

  it('keeps in the record why it could not look', async () => {
    const stage = await inDoubt({ lists: [unreadable] });

    await reconcile(stage.deps)(input);

    expect(stage.ledger.notifications()).toMatchObject([
      { decisions: [{ decision: 'unreadable', evidence: { cause: 'HTTP_503' }, genesysCalls: 1 }] },
    ]);
  });

  it('comes to the same when it runs again', async () => {
    const stage = await inDoubt({ lists: [empty, empty] });
    const first = await reconcile(stage.deps)(input);

    expect(await reconcile(stage.deps)(input)).toEqual({
      ...first,
      isRepeat: true,
      secondsToOutcome: undefined,
    });
  });

  it('does nothing more when somebody concluded during its look', async () => {
    const stage = await inDoubt({ lists: [unreadable] });
    const conversations = wrapped(stage.conversations, (_, method) => async (...args) => {
      await stage.ledger.conclude(aConclusion(), []);
      return method(...args);
    });

    expect(await reconcile({ ...stage.deps, conversations })(input)).toEqual({ kind: 'nothing' });
  });
});
