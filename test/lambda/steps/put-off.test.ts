import { postMessage } from '../../../lambda/steps/post-message';
import { preflightConversation } from '../../../lambda/steps/preflight-conversation';
import { reconcile } from '../../../lambda/steps/reconcile';
import { API_BUDGET } from '../../../lambda/domain/budget-port';
import { anAttempt, KEY } from '../../support/builders';
import { NOON, NOON_MS } from '../../support/fixed-clock';
import { inDoubt } from '../../support/in-doubt';
import { noteTimes, plenty, sendStage, slotOf } from '../../support/send-stage';

const active = { kind: 'found', conversation: { kind: 'active' } } as const;
const accepted = { kind: 'accepted', messageId: 'message-1' } as const;
const full = { kind: 'unavailable', cause: API_BUDGET, retryAfterSeconds: 7 } as const;
const away = { kind: 'unavailable', cause: 'TOKEN_STORE', retryAfterSeconds: 3 } as const;
const refused = {
  kind: 'refused',
  refusal: { status: 401, code: 'invalid_client', missing: [] },
} as const;

describe('a send without a slot', () => {
  it('claims nothing, asks nobody and waits as HELD for its turn', async () => {
    const stage = await sendStage({ preparations: [full] });

    const output = await postMessage(stage.deps)(anAttempt(), plenty);

    expect(output).toMatchObject({
      kind: 'held',
      held: { reason: 'API_BUDGET', outcome: 'HELD', heldUntil: NOON },
    });
    expect(await slotOf(stage)).toBe('free');
    expect(stage.posts()).toBe(0);
  });

  it('never counts as an attempt, however often it happens', async () => {
    const stage = await sendStage({ preparations: Array.from({ length: 20 }, () => full) });

    for (let round = 0; round < 20; round += 1) await postMessage(stage.deps)(anAttempt(), plenty);

    expect(stage.ledger.notifications()).toMatchObject([{ kind: 'waiting', attempts: 0 }]);
  });

  it('is told once, and stands in the decision record once', async () => {
    const stage = await sendStage({ preparations: [full, full, full] });
    const run = () => postMessage(stage.deps)(anAttempt(), plenty);

    const kinds = [(await run()).kind, (await run()).kind, (await run()).kind];

    expect(kinds).toEqual(['held', 'nothing', 'nothing']);
    expect(stage.ledger.notifications()).toMatchObject([
      { decisions: [{ decision: 'unavailable', evidence: { cause: 'API_BUDGET' } }] },
    ]);
  });

  it('stays due since it was requested, so that the oldest comes first', async () => {
    const stage = await sendStage({ preparations: [full] }, { requestedAtMs: NOON_MS - 60_000 });

    await postMessage(stage.deps)(anAttempt(), plenty);

    expect(stage.ledger.dueAtMs(KEY)).toBe(NOON_MS - 60_000);
  });
});

describe('getting ready to send', () => {
  it('counts an attempt when there is no token, and claims nothing', async () => {
    const stage = await sendStage({ preparations: [away] });

    const output = await postMessage(stage.deps)(anAttempt(), plenty);

    expect(output.kind).toBe('later');
    expect(stage.ledger.notifications()).toMatchObject([{ attempts: 1 }]);
    expect(await slotOf(stage)).toBe('free');
  });

  it('goes to the diagnosis when the client is refused, and claims nothing', async () => {
    const stage = await sendStage({ preparations: [refused] });

    const output = await postMessage(stage.deps)(anAttempt(), plenty);

    expect(output).toMatchObject({ kind: 'refused', refusal: { code: 'invalid_client' } });
    expect(await slotOf(stage)).toBe('free');
  });

  it('asks for one slot, in the lane of its priority, and keeps time for the send', async () => {
    const stage = await sendStage({ sends: [accepted] }, { priority: 'campaign' });

    await postMessage(stage.deps)(anAttempt(), plenty);

    const [request] = stage.conversations.calls.prepared;
    expect(request).toEqual({ lane: 'campaign', slots: 1, maxWaitMs: 16_000 });
  });

  it('sends in the slot that the preflight has reserved', async () => {
    const stage = await sendStage({ preflights: [active], sends: [accepted] });
    const seen = await preflightConversation(stage.deps)(anAttempt(), plenty);

    await postMessage(stage.deps)(seen, plenty);

    const numbers = stage.conversations.calls.permits.map((permit) => permit?.number);
    expect(numbers).toEqual([1, 2]);
    expect(stage.conversations.calls.prepared.map(({ slots }) => slots)).toEqual([2, 1]);
  });
});

describe('a preflight without a slot', () => {
  it('asks nobody and waits for its turn, without counting an attempt', async () => {
    const stage = await sendStage({ preparations: [full] });
    await noteTimes(stage, 'attempt', 5);

    const output = await preflightConversation(stage.deps)(anAttempt(), plenty);

    expect(output).toMatchObject({ kind: 'held', held: { reason: 'API_BUDGET' } });
    expect(stage.conversations.calls.fetched).toEqual([]);
    expect(stage.ledger.notifications()).toMatchObject([{ kind: 'waiting', attempts: 5 }]);
  });
});

describe('a look for proof without a slot', () => {
  it('is no look that failed', async () => {
    const unread = { kind: 'unreadable', cause: API_BUDGET } as const;
    const stage = await inDoubt({ lists: Array.from({ length: 9 }, () => unread) });

    for (let round = 0; round < 9; round += 1) {
      const output = await reconcile(stage.deps)({ notificationKey: KEY });
      expect(output.kind).toBe('later');
    }

    expect(stage.ledger.notifications()).toMatchObject([{ kind: 'waiting', looks: 0 }]);
    expect(await slotOf(stage)).toBe('SENDING');
  });
});
